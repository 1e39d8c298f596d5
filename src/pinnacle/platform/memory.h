#ifndef PINNACLE_PLATFORM_MEMORY_H_
#define PINNACLE_PLATFORM_MEMORY_H_

namespace pinnacle::platform {

/// From now on memory that one thread gave back serves all others. Takes a little time where threads meet; without it
/// each job keeps what its largest step needed. To be called before threads start; does nothing where the C library is
/// another than glibc.
void share_freed_memory();

}  // namespace pinnacle::platform

#endif  // PINNACLE_PLATFORM_MEMORY_H_
