#include "pinnacle/platform/stop_signal.h"

#include <csignal>

namespace pinnacle::platform {
namespace {

volatile std::sig_atomic_t stop_flag = 0;

void on_signal(int number) {
  stop_flag = 1;
  std::signal(number, SIG_DFL);
}

}  // namespace

void listen_for_stop() {
  std::signal(SIGINT, on_signal);
  std::signal(SIGTERM, on_signal);
}

bool stop_requested() { return stop_flag != 0; }

}  // namespace pinnacle::platform
