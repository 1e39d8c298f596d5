// Several processes that train one network, on this machine. tests/several_machines does it on two.

#include "pinnacle/nn/workers.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

#include "pinnacle/nn/blocks.h"
#include "pinnacle/nn/schedule.h"
#include "pinnacle/nn/tensors.h"
#include "pinnacle/nn/two_classes.h"
#include "pinnacle/nn/weights_file.h"

namespace pinnacle::nn {
namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& file) {
  std::ifstream stream(file);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// Of a whole training, and the 16 bits that weights are kept in. Another seed's weights differ by more
/// than 1.
constexpr double kRounding = 0.01;

class SeveralProcesses : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("pinnacle-workers-" + std::to_string(getpid()));
    fs::create_directories(folder_);
  }
  void TearDown() override {
    for (const auto process : started_) kill(process, SIGKILL), waitpid(process, nullptr, 0);
    fs::remove_all(folder_);
  }

  /// Starts one of `count` processes; what it says goes to NAME-RANK.out and .err.
  pid_t start(const std::string& name, int rank, int count, int pause_ms = 0) {
    const std::string program = PINNACLE_TRAINEE, folder = folder_.string(), pause = std::to_string(pause_ms);
    const auto said = (folder_ / (name + "-" + std::to_string(rank))).string();
    std::vector<std::string> variables{"RANK=" + std::to_string(rank), "WORLD_SIZE=" + std::to_string(count),
                                       "MASTER_ADDR=127.0.0.1", "MASTER_PORT=" + std::to_string(port_),
                                       "OPENBLAS_NUM_THREADS=1"};
    std::vector<char*> environment, arguments;
    for (auto& variable : variables) environment.push_back(variable.data());
    environment.push_back(nullptr);
    for (const auto* argument : {&program, &folder, &name, &pause})
      arguments.push_back(const_cast<char*>(argument->c_str()));
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, 1, (said + ".out").c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
    posix_spawn_file_actions_addopen(&files, 2, (said + ".err").c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
    pid_t process = 0;
    EXPECT_EQ(posix_spawn(&process, program.c_str(), &files, nullptr, arguments.data(), environment.data()),
              0);
    posix_spawn_file_actions_destroy(&files);
    started_.push_back(process);
    return process;
  }

  /// The exit code of a process, or minus the signal that ended it.
  int end_of(pid_t process) {
    int status = 0;
    waitpid(process, &status, 0);
    std::erase(started_, process);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  }

  /// How far two trained networks' weights lie apart, as a part of their length. (Not the largest difference:
  /// where a gradient is nearly 0, Adam makes whole steps out of rounding.)
  double difference(const std::string& one, const std::string& other) {
    const auto a = load_weights((folder_ / (one + ".weights")).string()),
               b = load_weights((folder_ / (other + ".weights")).string());
    if (!a || !b) {
      ADD_FAILURE() << (a ? b.error().text() : a.error().text());
      return 1;
    }
    return distance(*a->network, *b->network);
  }

  fs::path folder_;
  /// Another for each test process: several may run at once.
  int port_ = 20000 + getpid() % 20000;
  std::vector<pid_t> started_;
};

TEST_F(SeveralProcesses, GiveTheResultOfOne) {
  EXPECT_EQ(end_of(start("one", 0, 1)), 0) << text_of(folder_ / "one-0.err");
  const auto first = start("two", 0, 2), second = start("two", 1, 2);
  EXPECT_EQ(end_of(first), 0) << text_of(folder_ / "two-0.err");
  EXPECT_EQ(end_of(second), 0) << text_of(folder_ / "two-1.err");
  EXPECT_LT(difference("one", "two"), kRounding);
  EXPECT_TRUE(text_of(folder_ / "two-1.out").empty());
}

TEST_F(SeveralProcesses, KeepACheckpointWhenOneIsLost) {
  const auto first = start("lost", 0, 2, 100), second = start("lost", 1, 2);
  const auto patience = std::chrono::steady_clock::now() + std::chrono::minutes(2);
  while (text_of(folder_ / "lost-0.out").find("step 3\n") == std::string::npos &&
         std::chrono::steady_clock::now() < patience) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  kill(first, SIGPIPE);  // As when the other goes away in the middle of a write.
  kill(second, SIGKILL);
  EXPECT_EQ(end_of(second), -SIGKILL);
  EXPECT_EQ(end_of(first), 1);
  const auto said = text_of(folder_ / "lost-0.err");
  EXPECT_NE(said.find("another process of this training was lost"), std::string::npos) << said;
  EXPECT_NE(said.find("goes on from"), std::string::npos) << said;
  EXPECT_TRUE(fs::exists(folder_ / "lost.checkpoint"));
  // One process alone goes on to the result that one has from the start.
  EXPECT_EQ(end_of(start("lost", 0, 1)), 0) << text_of(folder_ / "lost-0.err");
  EXPECT_EQ(text_of(folder_ / "lost-0.out").find("step 1\n"), std::string::npos);
  EXPECT_EQ(end_of(start("one", 0, 1)), 0);
  EXPECT_LT(difference("one", "lost"), kRounding);
}

TEST_F(SeveralProcesses, RememberNoScoreWhoseWeightsWereNotKept) {
  fs::create_directories(folder_ / "kept.weights" / "in-the-way");
  const auto first = start("kept", 0, 2), second = start("kept", 1, 2);
  EXPECT_EQ(end_of(first), 1);
  EXPECT_EQ(end_of(second), 1);
  const auto said = text_of(folder_ / "kept-1.err");
  EXPECT_NE(said.find("could not judge the network or keep its weights"), std::string::npos) << said;
  EXPECT_FALSE(fs::exists(folder_ / "kept.checkpoint"));
}

/// The gradients of one batch: of all its parts together, summed over `count` processes that are threads
/// here.
std::vector<torch::Tensor> gradients(int count, int port) {
  constexpr int kBatch = 8;
  learning::TrainingOptions options;
  options.batch = kBatch;
  std::vector<std::vector<torch::Tensor>> result(static_cast<std::size_t>(count));
  std::vector<std::shared_ptr<Network>> networks;
  for (int rank = 0; rank < count; ++rank) {
    torch::manual_seed(1);
    networks.push_back(*make_network("strip_classifier", {{"classes", "2"}}));
  }
  const auto work = [&](int rank) {
    const auto workers = Workers::join({rank, count, rank, "127.0.0.1", port});
    ASSERT_TRUE(workers) << workers.error().text();
    auto& network = *networks[static_cast<std::size_t>(rank)];
    network.share(*workers);
    // Threads share one generator of random numbers: dropout is compared by itself.
    for (const auto& module : network.modules()) {
      if (module->as<DropoutImpl>() != nullptr) module->eval();
    }
    const TwoClasses source;
    const auto samples = Schedule(source, options, {rank, count}).batch(0);
    network.to(torch::kDouble);  // So that rounding is far below any true difference.
    const auto part = [&](auto which) {
      auto tensors = stack(*samples, which);
      for (auto& tensor : tensors) tensor = tensor.to(torch::kDouble);
      return tensors;
    };
    const auto loss =
        network.loss(network.forward(part(&learning::Sample::inputs)), part(&learning::Sample::targets));
    loss.total.backward();
    for (const auto& p : network.parameters())
      result[static_cast<std::size_t>(rank)].push_back(workers->sum(p.grad()));
  };
  std::vector<std::thread> others;
  for (int rank = 1; rank < count; ++rank) others.emplace_back(work, rank);
  work(0);
  for (auto& other : others) other.join();
  return result.front();
}

TEST(Workers, GradientsAreThoseOfTheWholeBatch) {
  const int port = 20000 + getpid() % 20000;
  const auto alone = gradients(1, port), together = gradients(2, port);
  ASSERT_EQ(alone.size(), together.size());
  double apart = 0, length = 0;
  for (std::size_t i = 0; i < alone.size(); ++i) {
    apart += (alone[i] - together[i]).square().sum().item<double>();
    length += alone[i].square().sum().item<double>();
  }
  EXPECT_GT(length, 0);
  EXPECT_LT(std::sqrt(apart / length), 1e-9);
}

TEST(Workers, AloneASumIsOnesOwn) {
  const Workers alone;
  const auto own = torch::arange(4, torch::kFloat);
  EXPECT_TRUE(torch::equal(alone.sum(own), own));
  EXPECT_EQ(alone.from_leader("text"), "text");
}

}  // namespace
}  // namespace pinnacle::nn
