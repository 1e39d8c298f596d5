#ifndef PINNACLE_BASE_PROGRESS_H_
#define PINNACLE_BASE_PROGRESS_H_

#include <cstddef>
#include <string>

namespace pinnacle::base {

/// How a long job tells how far it is and learns that it should stop. Implementations are thread-safe.
class Progress {
 public:
  virtual ~Progress() = default;

  /// A new stretch of work of `total` equal steps begins.
  virtual void begin(const std::string& label, std::size_t total) = 0;
  /// `done` steps of the stretch are finished; `note` is a short remark such as a loss.
  virtual void update(std::size_t done, const std::string& note) = 0;
  /// One line worth keeping in the log.
  virtual void say(const std::string& line) = 0;
  /// True once a person or the system has asked to stop.
  virtual bool stop_requested() const = 0;
};

/// Says nothing and never stops.
class SilentProgress final : public Progress {
 public:
  void begin(const std::string&, std::size_t) override {}
  void update(std::size_t, const std::string&) override {}
  void say(const std::string&) override {}
  bool stop_requested() const override { return false; }
};

}  // namespace pinnacle::base

#endif  // PINNACLE_BASE_PROGRESS_H_
