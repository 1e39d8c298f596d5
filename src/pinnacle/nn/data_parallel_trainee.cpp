// One of several processes that train the tiny task together, for the tests: data_parallel_trainee FOLDER
// NAME [PAUSE_MS]. Its place among the others comes from the environment. Ends with 0 when trained, 1 with
// the error on standard error.

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>

#include "pinnacle/nn/trainer.h"
#include "pinnacle/nn/two_classes.h"

namespace {

/// Slows the training down, so that a test can end a process in the middle of it, and tells each step.
class Paced final : public pinnacle::base::Progress {
 public:
  explicit Paced(int pause_ms) : pause_ms_(pause_ms) {}
  void begin(const std::string&, std::size_t) override {}
  void update(std::size_t done, const std::string&) override {
    std::printf("step %zu\n", done);
    std::fflush(stdout);
    std::this_thread::sleep_for(std::chrono::milliseconds(pause_ms_));
  }
  void say(const std::string&) override {}
  bool stop_requested() const override { return false; }

 private:
  int pause_ms_;
};

}  // namespace

int main(int argc, char** argv) {
  using namespace pinnacle::nn;
  if (argc < 3) return 2;
  Paced progress(argc > 3 ? std::atoi(argv[3]) : 0);
  const auto report = train(TwoClasses{}, judge_two_classes, two_classes_options(argv[1], argv[2]), progress);
  if (report) return 0;
  std::fprintf(stderr, "%s\n", report.error().text().c_str());
  return 1;
}
