// The exported model, read by a program that knows nothing of ours.

#include <gtest/gtest.h>
#include <onnx/checker.h>
#include <onnx/onnx_pb.h>

#include <opencv2/dnn.hpp>

#include "pinnacle/nn/blocks.h"
#include "pinnacle/nn/onnx_file.h"
#include "pinnacle/nn/predictor.h"

namespace pinnacle::nn {
namespace {

using learning::Array;

Array random_array(const std::vector<std::int64_t>& shape, std::uint64_t seed) {
  torch::manual_seed(seed);
  Array array(shape);
  const auto values = torch::rand({static_cast<std::int64_t>(array.values.size())});
  std::copy_n(values.data_ptr<float>(), array.values.size(), array.values.begin());
  return array;
}

/// A network whose normalisations are not the ones it begins with.
LoadedNetwork some_network(const std::string& name) {
  torch::manual_seed(3);
  auto network = *make_network(name, {{"classes", "24"}});
  const torch::NoGradGuard no_gradients;
  for (auto& parameter : network->named_parameters()) {
    // Weights of normalisations are one and their biases nought to begin with.
    if (parameter.value().dim() == 1) parameter.value().add_(torch::rand_like(parameter.value()).mul_(0.2));
  }
  for (auto& buffer : network->buffers()) {
    if (buffer.is_floating_point()) buffer.add_(torch::rand_like(buffer).mul_(0.2));
  }
  network->eval();
  return {network, {"classifier", name, "0123", {{"classes", "24"}}}};
}

/// Both programs' outputs on the same inputs agree to 1e-4.
void expect_the_same(const std::string& name,
                     const std::vector<std::pair<std::string, std::vector<std::int64_t>>>& inputs,
                     const std::vector<std::string>& outputs) {
  const auto loaded = some_network(name);
  const auto model = onnx_of(loaded, static_cast<int>(inputs.front().second.front()));
  ASSERT_TRUE(model) << model.error().text();
  auto reader = cv::dnn::readNetFromONNX(model->data(), model->size());
  std::vector<Array> arrays;
  for (const auto& [input, shape] : inputs) {
    arrays.push_back(random_array(shape, arrays.size() + 5));
    const std::vector<int> sizes(shape.begin(), shape.end());
    reader.setInput(cv::Mat(sizes, CV_32F, arrays.back().values.data()).clone(), input);
  }
  std::vector<cv::Mat> theirs;
  reader.forward(theirs, outputs);
  // As it is used, with its normalisations folded, but in floats.
  fold_normalisations(*loaded.network);
  const auto ours = NetworkPredictor(loaded.network, loaded.info).predict(arrays);
  ASSERT_TRUE(ours) << ours.error().text();
  for (std::size_t k = 0; k < outputs.size(); ++k) {
    ASSERT_EQ(theirs[k].total(), (*ours)[k].values.size()) << outputs[k];
    double largest = 0;
    for (std::size_t i = 0; i < theirs[k].total(); ++i) {
      largest = std::max(largest, std::abs(double{theirs[k].ptr<float>()[i]} - (*ours)[k].values[i]));
    }
    EXPECT_LT(largest, 1e-4) << outputs[k];
  }
}

TEST(Onnx, TheClassifierIsReadAlike) {
  expect_the_same("strip_classifier", {{"strip", {3, 2, 128, 48}}, {"scalars", {3, 4}}},
                  {"class", "orientation"});
}

TEST(Onnx, ResNet18IsReadAlike) {
  expect_the_same("resnet18", {{"strip", {2, 2, 128, 48}}, {"scalars", {2, 4}}}, {"class", "orientation"});
}

TEST(Onnx, TheNotebookNetworkIsReadAlike) {
  expect_the_same("notebook", {{"crop", {1, 1, 300, 300}}}, {"class"});
}

TEST(Onnx, TheDetectorIsReadAlike) {
  expect_the_same("centre_detector", {{"picture", {1, 1, 96, 128}}}, {"heat", "reach", "class"});
}

TEST(Onnx, ModelsOfAnyBatchAreWellFormed) {
  for (const auto* name : {"strip_classifier", "resnet18", "centre_detector"}) {
    const auto text = onnx_of(some_network(name), 0);
    ASSERT_TRUE(text);
    onnx::ModelProto model;
    ASSERT_TRUE(model.ParseFromString(*text));
    EXPECT_NO_THROW(onnx::checker::check_model(model)) << name;
    EXPECT_EQ(model.graph().input(0).type().tensor_type().shape().dim(0).dim_param(), "batch");
  }
}

TEST(Onnx, TheMetadataSayWhatAClientMustKnow) {
  const auto model = onnx_of(some_network("strip_classifier"), 0);
  ASSERT_TRUE(model);
  for (const auto* text : {"setting.classes", "preprocessing", "weights_sha256", "0123", "straightened"}) {
    EXPECT_NE(model->find(text), std::string::npos) << text;
  }
}

TEST(Onnx, AClassifierSaysThatItHasLearntNoOrientation) {
  auto classifier = some_network("strip_classifier");
  EXPECT_NE(onnx_of(classifier, 0)->find("orientation: positive logit = p arm on top"), std::string::npos);
  classifier.info.settings[learning::kOrientationSetting] = learning::kNotLearnt;
  EXPECT_NE(onnx_of(classifier, 0)->find("orientation: not learnt"), std::string::npos);
}

TEST(Onnx, WhatHasNoFormIsNamed) {
  const LoadedNetwork outliner{*make_network("outline_net", {}), {"outliner", "outline_net", "", {}}};
  const auto model = onnx_of(outliner, 0);
  ASSERT_FALSE(model);
  EXPECT_EQ(model.error().code, base::ErrorCode::kUnsupported);
  EXPECT_EQ(model.error().text().rfind(
                "these weights are of the kind outliner (outline_net), which has no ONNX form", 0),
            0u)
      << model.error().text();
}

TEST(Onnx, ADetectorSaysAtWhichScaleItWasTrained) {
  auto detector = some_network("centre_detector");
  EXPECT_NE(onnx_of(detector, 0)->find("a chromosome's box is 80 px"), std::string::npos)
      << "the shipped ones";
  detector.info.settings["mean_long_side_px"] = "72.5";
  EXPECT_NE(onnx_of(detector, 0)->find("a chromosome's box is 72.5 px"), std::string::npos);
}

}  // namespace
}  // namespace pinnacle::nn
