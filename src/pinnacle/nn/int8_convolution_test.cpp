#include "pinnacle/nn/int8_convolution.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "pinnacle/nn/blocks.h"

namespace pinnacle::nn {
namespace {

torch::nn::Conv2d layer(int in, int out, int kernel, int stride, bool bias = true) {
  return torch::nn::Conv2d(
      torch::nn::Conv2dOptions(in, out, kernel).stride(stride).padding(kernel / 2).bias(bias));
}

double greatest(const torch::Tensor& values) { return values.abs().max().item<double>(); }

class Int8ConvolutionTest : public testing::Test {
 protected:
  Int8ConvolutionTest() { torch::manual_seed(3); }
  const torch::NoGradGuard no_gradients_;
};

TEST_F(Int8ConvolutionTest, IsThatOfFloatsWithinItsSteps) {
  // Sizes that kernels like and sizes that they do not.
  for (const auto& [in, out, kernel, stride, side] :
       {std::tuple{24, 24, 3, 1, 48}, {40, 80, 3, 1, 31}, {80, 128, 3, 2, 12}, {80, 128, 1, 2, 12}, {8, 5, 3, 1, 7}, {9, 3, 5, 2, 1}}) {
    auto floats = layer(in, out, kernel, stride);
    const auto maps = torch::rand({3, in, side, side}).square() * torch::tensor({0.01F, 1.0F, 300.0F}).view({3, 1, 1, 1});
    const auto expected = floats->forward(maps), seen = Int8Convolution(*floats)(maps);
    ASSERT_EQ(seen.sizes(), expected.sizes());
    for (int sample = 0; sample < 3; ++sample) {
      // Each of the sum's factors is half a step off at most: 1 in 254.
      EXPECT_LT(greatest(seen[sample] - expected[sample]), 0.02 * greatest(expected[sample]))
          << in << " to " << out << ", sample " << sample;
      EXPECT_GT(greatest(seen[sample]), 0);
    }
  }
}

TEST_F(Int8ConvolutionTest, ASampleDoesNotDependOnItsBatch) {
  auto floats = layer(16, 24, 3, 1, false);
  const Int8Convolution convolve(*floats);
  const auto maps = torch::rand({2, 16, 20, 30}) * torch::tensor({1.0F, 50.0F}).view({2, 1, 1, 1});
  const auto both = convolve(maps);
  EXPECT_TRUE(torch::equal(both[0], convolve(maps.narrow(0, 0, 1))[0]));
  EXPECT_TRUE(torch::equal(both[1], convolve(maps.narrow(0, 1, 1).contiguous(torch::MemoryFormat::ChannelsLast))[0]));
}

TEST_F(Int8ConvolutionTest, TakesNothingAndZeros) {
  auto floats = layer(16, 24, 3, 1);
  const Int8Convolution convolve(*floats);
  EXPECT_EQ(convolve(torch::zeros({0, 16, 8, 8})).sizes(), (std::vector<std::int64_t>{0, 24, 8, 8}));
  const auto zeros = torch::zeros({1, 16, 8, 8});
  EXPECT_LT(greatest(convolve(zeros) - floats->forward(zeros)), 1e-6);
}

TEST_F(Int8ConvolutionTest, SizesThatComeAndGoGiveTheSame) {
  auto floats = layer(16, 8, 3, 1);
  const Int8Convolution convolve(*floats);
  const auto maps = torch::rand({1, 16, 40, 40});
  const auto first = convolve(maps);
  for (int side = 5; side < 40; ++side) convolve(maps.narrow(2, 0, side));
  EXPECT_TRUE(torch::equal(first, convolve(maps)));
}

TEST_F(Int8ConvolutionTest, ThreadsDoNotDisturbEachOther) {
  auto floats = layer(48, 96, 3, 2);
  const Int8Convolution convolve(*floats);
  const auto maps = torch::rand({8, 48, 32, 24});
  const auto alone = convolve(maps);
  std::vector<std::thread> threads;
  std::atomic<int> different = 0;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 50; ++i) different += !torch::equal(convolve(maps), alone);
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(different, 0);
}

TEST_F(Int8ConvolutionTest, NetworksOfBlocksTakeItWithin) {
  auto blocks = torch::nn::Sequential(Residual(2, 16, 1), Residual(16, 32, 2));
  blocks->eval();
  const auto picture = torch::rand({1, 2, 64, 64}) - 0.5;
  const auto expected = blocks->forward(picture);
  fold_normalisations(*blocks);
  use_int8(*blocks);
  const auto seen = blocks->forward(picture);
  EXPECT_LT(greatest(seen - expected), 0.03 * greatest(expected));
  EXPECT_FALSE(torch::equal(seen, expected));
}

}  // namespace
}  // namespace pinnacle::nn
