#include "pinnacle/nn/onnx_file.h"

#include "pinnacle/nn/onnx_graph.h"
#include "pinnacle/platform/files.h"

namespace pinnacle::nn {
namespace {

/// The scale that a detector was trained at, in pixels: 80 for all weights that are older than the setting.
std::string mean_long_side_of(const learning::ModelInfo& detector) {
  const auto found = detector.settings.find(learning::kMeanLongSideSetting);
  return found == detector.settings.end() ? "80" : found->second;
}

/// What the answer to a strip's orientation means.
std::string orientation_of(const learning::ModelInfo& classifier) {
  if (!learning::has_learnt_orientation(classifier)) return "not learnt, its logit has no meaning.";
  return "positive logit = p arm on top.";
}

/// What a client has to do to a picture before it sends it.
std::string preprocessing_of(const learning::ModelInfo& info) {
  if (info.network == "centre_detector") {
    return "picture: 8-bit grey, dark chromosomes on white, as (255 - grey) / 255; scaled so that "
           "the mean longer side of a chromosome's box is " +
           mean_long_side_of(info) +
           " px; padded by 0 to multiples of 32. heat: "
           "logits of a box's centre, "
           "stride 4, two slots (boxes wider than high; others); reach: log of the distance from there to "
           "left, top, right and "
           "bottom in units of 16 px; class: logits.";
  }
  if (info.network == "notebook") {
    return "crop: one chromosome in the middle of 300 x 300 px, (255 - grey) / 255, 0 outside the "
           "chromosome.";
  }
  return "strip: one chromosome straightened along its axis, stretched to 128 rows, the cell's mean width to "
         "22 of 48 columns; "
         "channel 0 its ink, (255 - grey) / 255 scaled to a mean of 110 / 255 over the cell, 0 outside; "
         "channel 1 its mask. "
         "scalars: natural logarithms of length, width and ink relative to the cell's means (0 if unknown), "
         "and of length over "
         "width. orientation: " +
         orientation_of(info);
}

}  // namespace

base::Expected<std::string> onnx_of(const LoadedNetwork& loaded, int batch) {
  OnnxGraph graph(loaded.info.name, batch > 0 ? batch : OnnxGraph::kAnySize);
  if (!loaded.network->describe(graph)) {
    return base::unexpected(base::ErrorCode::kUnsupported,
                            "these weights are of the kind " + loaded.info.name + " (" + loaded.info.network +
                                "), which has no ONNX form",
                            {}, "Export a detector or a classifier: centre_detector, strip_classifier, resnet18, notebook");
  }
  graph.metadata("name", loaded.info.name);
  graph.metadata("network", loaded.info.network);
  graph.metadata("weights_sha256", loaded.info.hash);
  graph.metadata("preprocessing", preprocessing_of(loaded.info));
  for (const auto& [key, value] : loaded.info.settings) graph.metadata("setting." + key, value);
  return graph.serialised();
}

base::Expected<void> export_onnx(const std::string& weights_path, const std::string& onnx_path, int batch) {
  PINNACLE_TRY(const auto loaded, load_weights(weights_path));
  auto model = onnx_of(loaded, batch);
  if (!model) return base::Unexpected{std::move(model).error().at(weights_path)};
  return platform::write_text(onnx_path, *model);
}

}  // namespace pinnacle::nn
