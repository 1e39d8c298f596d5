#include "pinnacle/nn/workers.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <cstring>

#ifdef PINNACLE_WITH_GLOO
#ifndef USE_C10D_GLOO
#define USE_C10D_GLOO
#endif
#include <torch/csrc/distributed/c10d/PrefixStore.hpp>
#include <torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>
#include <torch/csrc/distributed/c10d/TCPStore.hpp>
#endif

namespace pinnacle::nn {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

/// y = sum of all x; every process's loss depends on y, so the gradients are summed as well.
struct DifferentiableSum : torch::autograd::Function<DifferentiableSum> {
  static torch::Tensor forward(AutogradContext* context, const torch::Tensor& own, const Workers* workers) {
    context->saved_data["workers"] = static_cast<std::int64_t>(reinterpret_cast<std::intptr_t>(workers));
    return workers->sum(own);
  }
  static variable_list backward(AutogradContext* context, const variable_list& gradients) {
    const auto* workers = reinterpret_cast<const Workers*>(context->saved_data["workers"].toInt());
    return {workers->sum(gradients.at(0)), torch::Tensor()};
  }
};

}  // namespace

torch::Tensor Workers::differentiable_sum(const torch::Tensor& own) const {
  return alone() ? own : DifferentiableSum::apply(own, this);
}

std::string Workers::from_leader(const std::string& own) const {
  if (alone()) return own;
  auto size = torch::tensor({static_cast<std::int64_t>(own.size())}, torch::kLong);
  broadcast(size);
  auto bytes = torch::empty({size.item<std::int64_t>()}, torch::kByte);
  if (leads()) std::memcpy(bytes.data_ptr(), own.data(), own.size());
  broadcast(bytes);
  std::string given(static_cast<std::size_t>(size.item<std::int64_t>()), '\0');
  std::memcpy(given.data(), bytes.data_ptr(), given.size());
  return given;
}

std::vector<double> Workers::from_leader(const std::vector<double>& own) const {
  if (alone()) return own;
  auto values = torch::tensor(own, torch::kDouble);
  broadcast(values);
  return {values.data_ptr<double>(), values.data_ptr<double>() + values.numel()};
}

#ifdef PINNACLE_WITH_GLOO

namespace {

constexpr auto kToMeet = std::chrono::minutes(5);
/// Also the longest that a judgement may take: the others wait for it.
constexpr auto kLongestSilence = std::chrono::minutes(30);

/// This machine's own address on the way to another: the one that the other can answer to.
base::Expected<std::string> own_address_towards(const std::string& host, int port) {
  addrinfo hints{}, *found = nullptr;
  hints.ai_socktype = SOCK_DGRAM;
  if (getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found) != 0 || found == nullptr) {
    return base::unexpected(base::ErrorCode::kNotFound, "there is no machine '" + host + "'", "MASTER_ADDR",
                            "Name the machine of process 0");
  }
  sockaddr_storage own{};
  socklen_t length = sizeof own;
  const int probe = socket(found->ai_family, SOCK_DGRAM, 0);
  // Connecting a datagram socket sends nothing; it only looks the way up.
  const bool known = probe >= 0 && connect(probe, found->ai_addr, found->ai_addrlen) == 0 &&
                     getsockname(probe, reinterpret_cast<sockaddr*>(&own), &length) == 0;
  if (probe >= 0) close(probe);
  freeaddrinfo(found);
  std::array<char, NI_MAXHOST> text{};
  if (!known || getnameinfo(reinterpret_cast<const sockaddr*>(&own), length, text.data(), text.size(),
                            nullptr, 0, NI_NUMERICHOST) != 0) {
    return base::unexpected(base::ErrorCode::kNotFound, "there is no way to the machine '" + host + "'",
                            "MASTER_ADDR", "Check the network");
  }
  return std::string(text.data());
}

}  // namespace

struct Workers::Group {
  c10::intrusive_ptr<c10d::TCPStore> store;
  std::unique_ptr<c10d::ProcessGroupGloo> gloo;
};

base::Expected<Workers> Workers::join(const Place& place) {
  Workers workers;
  workers.place_ = place;
  if (place.count == 1) return workers;
  PINNACLE_TRY(const auto own_address, own_address_towards(place.address, place.port));
  // Gloo writes to its sockets without MSG_NOSIGNAL: a process that goes away in the middle of a write would end
  // this one by SIGPIPE, without a word and without a checkpoint. Ignored, the write fails, and we hear of it.
  std::signal(SIGPIPE, SIG_IGN);
  try {
    auto group = std::make_unique<Group>();
    c10d::TCPStoreOptions meeting;
    meeting.port = static_cast<std::uint16_t>(place.port);
    meeting.isServer = place.rank == 0;
    meeting.numWorkers = static_cast<std::size_t>(place.count);
    meeting.timeout = kToMeet;
#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 4)
    // LibTorch 2.4 began to meet through libuv, which not every build has (Debian's has not).
    meeting.useLibUV = false;
#endif
    group->store = c10::make_intrusive<c10d::TCPStore>(place.address, meeting);
    auto options = c10d::ProcessGroupGloo::Options::create(kToMeet);
    options->devices.push_back(c10d::ProcessGroupGloo::createDeviceForHostname(own_address));
    options->timeout = kLongestSilence;
    group->gloo = std::make_unique<c10d::ProcessGroupGloo>(group->store, place.rank, place.count, options);
    workers.group_ = std::move(group);
    return workers;
  } catch (const std::exception&) {
    return base::unexpected(
        base::ErrorCode::kNotFound,
        "the " + std::to_string(place.count) + " processes of this training did not meet at " +
            place.address + " port " + std::to_string(place.port),
        {},
        "Check that all were started, that MASTER_ADDR is process 0's machine and MASTER_PORT is free there");
  }
}

torch::Tensor Workers::sum(const torch::Tensor& own) const {
  if (alone()) return own;
  try {
    std::vector<torch::Tensor> total{
        own.detach().to(torch::kCPU, /*non_blocking=*/false, /*copy=*/true).contiguous()};
    group_->gloo->allreduce(total)->wait();
    return total.front().to(own.device());
  } catch (const std::exception& fault) {
    throw LostWorker(fault.what());
  }
}

void Workers::broadcast(torch::Tensor& tensor) const {
  try {
    std::vector<torch::Tensor> shared{tensor};
    group_->gloo->broadcast(shared)->wait();
  } catch (const std::exception& fault) {
    throw LostWorker(fault.what());
  }
}

#else

struct Workers::Group {};

base::Expected<Workers> Workers::join(const Place& place) {
  if (place.count == 1) return Workers();
  return base::unexpected(base::ErrorCode::kUnsupported,
                          "this LibTorch cannot train with several processes (it has no Gloo)", {},
                          "Start one process");
}

torch::Tensor Workers::sum(const torch::Tensor& own) const { return own; }
void Workers::broadcast(torch::Tensor&) const {}

#endif

Workers::Workers() = default;
Workers::~Workers() = default;
Workers::Workers(Workers&&) noexcept = default;
Workers& Workers::operator=(Workers&&) noexcept = default;

}  // namespace pinnacle::nn
