#include "pinnacle/cli/terminal_progress.h"

#include <unistd.h>

#include <cstdio>

#include "pinnacle/platform/stop_signal.h"

namespace pinnacle::cli {
namespace {

constexpr auto kBetweenBars = std::chrono::milliseconds(100);
constexpr auto kBetweenLines = std::chrono::seconds(20);
constexpr int kBarWidth = 28;

std::string in_time(double seconds) {
  const auto whole = static_cast<long>(seconds + 0.5);
  char text[32];
  if (whole >= 3600) {
    std::snprintf(text, sizeof text, "%ld:%02ld:%02ld", whole / 3600, whole / 60 % 60, whole % 60);
  } else {
    std::snprintf(text, sizeof text, "%ld:%02ld", whole / 60, whole % 60);
  }
  return text;
}

}  // namespace

TerminalProgress::TerminalProgress() : on_terminal_(isatty(STDERR_FILENO) == 1) {}

TerminalProgress::~TerminalProgress() { clear_bar(); }

void TerminalProgress::begin(const std::string& label, std::size_t total) {
  const std::lock_guard lock(mutex_);
  clear_bar();
  label_ = label;
  total_ = total;
  heard_ = false;
  started_ = Clock::now();
  shown_ = {};
}

void TerminalProgress::update(std::size_t done, const std::string& note) {
  const std::lock_guard lock(mutex_);
  const auto now = Clock::now();
  if (!heard_) {
    heard_ = true;
    first_done_ = done > 0 ? done - 1 : 0;
  }
  const bool last = done >= total_;
  if (!last && now - shown_ < (on_terminal_ ? Clock::duration(kBetweenBars) : Clock::duration(kBetweenLines))) return;
  shown_ = now;
  const double spent = std::chrono::duration<double>(now - started_).count();
  const auto steps = static_cast<double>(done - first_done_);
  const double left = steps > 0 ? spent / steps * static_cast<double>(total_ - done) : 0;
  if (on_terminal_) {
    const auto filled = total_ > 0 ? static_cast<int>(kBarWidth * done / total_) : kBarWidth;
    std::fprintf(stderr, "\r%s [%s%s] %zu/%zu  %s  %s left\033[K", label_.c_str(), std::string(filled, '=').c_str(),
                 std::string(kBarWidth - filled, ' ').c_str(), done, total_, note.c_str(), in_time(left).c_str());
    bar_shown_ = true;
  } else {
    std::fprintf(stderr, "%s %zu/%zu  %s  %s spent, %s left\n", label_.c_str(), done, total_, note.c_str(),
                 in_time(spent).c_str(), in_time(left).c_str());
  }
  std::fflush(stderr);
}

void TerminalProgress::say(const std::string& line) {
  const std::lock_guard lock(mutex_);
  clear_bar();
  std::fprintf(stderr, "%s\n", line.c_str());
}

bool TerminalProgress::stop_requested() const { return platform::stop_requested(); }

void TerminalProgress::clear_bar() {
  if (bar_shown_) std::fprintf(stderr, "\r\033[K");
  bar_shown_ = false;
}

}  // namespace pinnacle::cli
