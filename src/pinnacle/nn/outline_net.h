#ifndef PINNACLE_NN_OUTLINE_NET_H_
#define PINNACLE_NN_OUTLINE_NET_H_

#include "pinnacle/nn/blocks.h"
#include "pinnacle/nn/network.h"

namespace pinnacle::nn {

/// Which pixels of a window are one chromosome's, told by its box: a small U-shaped network.
///
/// Input [N, 3, H, W] as segmentation::OutlineView makes it, H and W multiples of 16. Output: logits [N, 1,
/// H, W]. Targets: mask and weight of that shape.
///
/// @source Ronneberger et al. 2015, U-Net; Shi et al. 2016 (depth to space); Milletari et al. 2016 (Dice
/// loss).
class OutlineNet : public Network {
 public:
  OutlineNet();
  Tensors forward(const Tensors& inputs) override;
  Loss loss(const Tensors& outputs, const Tensors& targets) override;

 private:
  torch::nn::Sequential stem_, stage2_, stage4_, stage8_, stage16_;
  torch::nn::Sequential reduce16_, reduce8_, reduce4_, merge8_, merge4_, merge2_, unfold_, refine_;
};

}  // namespace pinnacle::nn

#endif  // PINNACLE_NN_OUTLINE_NET_H_
