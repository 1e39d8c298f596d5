#ifndef PINNACLE_NN_WORKERS_H_
#define PINNACLE_NN_WORKERS_H_

#include <torch/torch.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "pinnacle/base/expected.h"
#include "pinnacle/nn/launch.h"

namespace pinnacle::nn {

/// One of the processes is gone. Thrown, not returned, because it has to pass through LibTorch's backward
/// pass; the trainer catches it.
class LostWorker : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The processes that train one network together, as seen from one of them. Alone, every sum is one's own.
///
/// All of them must call the same functions in the same order.
/// @note Every function throws LostWorker when a process is gone or silent for half an hour.
class Workers {
 public:
  /// Alone.
  Workers();
  ~Workers();
  Workers(Workers&&) noexcept;
  Workers& operator=(Workers&&) noexcept;

  /// Meets the other processes.
  /// @note From then on this process ignores SIGPIPE: it outlives a process that it is writing to.
  /// @errors kNotFound: they cannot be reached within five minutes. kUnsupported: this LibTorch has no Gloo.
  static base::Expected<Workers> join(const Place& place);

  int rank() const { return place_.rank; }
  int count() const { return place_.count; }
  bool alone() const { return place_.count == 1; }
  bool leads() const { return place_.rank == 0; }
  int local_rank() const { return place_.local_rank; }

  /// The sum over all processes, the same bits in each; no gradient.
  torch::Tensor sum(const torch::Tensor& own) const;
  /// The same for training through it: a gradient flows to every process's own tensor.
  torch::Tensor differentiable_sum(const torch::Tensor& own) const;
  /// What the leading process has.
  std::string from_leader(const std::string& own) const;
  std::vector<double> from_leader(const std::vector<double>& own) const;

 private:
  struct Group;

  void broadcast(torch::Tensor& tensor) const;

  Place place_;
  std::unique_ptr<Group> group_;
};

}  // namespace pinnacle::nn

#endif  // PINNACLE_NN_WORKERS_H_
