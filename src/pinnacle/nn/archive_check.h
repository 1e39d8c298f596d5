#ifndef PINNACLE_NN_ARCHIVE_CHECK_H_
#define PINNACLE_NN_ARCHIVE_CHECK_H_

#include <cstdint>
#include <span>

namespace pinnacle::nn {

/// Whether all that is in a LibTorch archive is as it was written: it is a zip file, which keeps a
/// CRC-32 of each of its entries. LibTorch itself does not look at these.
/// @return False also of what is no such archive.
bool is_as_written(std::span<const std::uint8_t> archive);

}  // namespace pinnacle::nn

#endif  // PINNACLE_NN_ARCHIVE_CHECK_H_
