#ifndef PINNACLE_CLI_LISTENER_H_
#define PINNACLE_CLI_LISTENER_H_

// For the tests.

#include <string>
#include <vector>

#include "pinnacle/base/progress.h"

namespace pinnacle::cli {

/// Keeps what it is told.
class Listener final : public base::Progress {
 public:
  void begin(const std::string& label, std::size_t) override { labels.push_back(label); }
  void update(std::size_t done, const std::string&) override { done_last = done; }
  void say(const std::string& line) override { lines.push_back(line); }
  bool stop_requested() const override { return stop; }

  std::vector<std::string> labels, lines;
  std::size_t done_last = 0;
  bool stop = false;
};

}  // namespace pinnacle::cli

#endif  // PINNACLE_CLI_LISTENER_H_
