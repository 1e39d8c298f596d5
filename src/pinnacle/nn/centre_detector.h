#ifndef PINNACLE_NN_CENTRE_DETECTOR_H_
#define PINNACLE_NN_CENTRE_DETECTOR_H_

#include "pinnacle/nn/blocks.h"
#include "pinnacle/nn/network.h"

namespace pinnacle::nn {

/// An anchor-free detector: for each place of a grid of stride 4 whether a chromosome has its centre there,
/// how far its box reaches from there, and its class. Two slots a place, one for boxes wider than high and one
/// for the others, so that two chromosomes that cross at their centres are both found.
///
/// Input [N, 1, H, W], 0 = background, 1 = black; H and W multiples of 32. Outputs at stride 4:
/// heat logits [N, 2, h, w]; log reach / 16 px to the left, top, right, bottom [N, 2 * 4, h, w];
/// class logits [N, 2 * classes, h, w]. Targets: see segmentation::DetectionSamples.
///
/// @source Zhou et al. 2019, "Objects as points" (centre heat map, focal loss); Liu et al. 2020, TTFNet (boxes
///         learnt all over the Gaussian); Rezatofighi et al. 2019 (generalised IoU). The slots are ours.
class CentreDetector : public Network {
 public:
  explicit CentreDetector(int classes);
  Tensors forward(const Tensors& inputs) override;
  Loss loss(const Tensors& outputs, const Tensors& targets) override;
  bool describe(OnnxGraph& graph) const override;

 private:
  torch::nn::Sequential stem_, stage4_, stage8_, stage16_, stage32_;
  torch::nn::Sequential reduce32_, reduce16_, reduce8_;
  torch::nn::Sequential merge16_, merge8_, tower_, naming_;
  torch::nn::Conv2d heat_{nullptr}, reach_{nullptr}, class_{nullptr};
  int classes_;
};

}  // namespace pinnacle::nn

#endif  // PINNACLE_NN_CENTRE_DETECTOR_H_
