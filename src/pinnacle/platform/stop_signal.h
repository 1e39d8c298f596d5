#ifndef PINNACLE_PLATFORM_STOP_SIGNAL_H_
#define PINNACLE_PLATFORM_STOP_SIGNAL_H_

namespace pinnacle::platform {

/// From now on Ctrl-C and a termination request set a flag instead of ending the program; a second one ends it at once.
void listen_for_stop();

/// True once a stop has been asked for.
bool stop_requested();

}  // namespace pinnacle::platform

#endif  // PINNACLE_PLATFORM_STOP_SIGNAL_H_
