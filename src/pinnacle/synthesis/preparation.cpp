#include "pinnacle/synthesis/preparation.h"

#include <algorithm>
#include <cmath>

namespace pinnacle::synthesis {

Preparation random_preparation(base::Random& random) {
  const auto about = [&](double usual, double deviation) { return usual * std::exp(random.normal(0, deviation)); };
  Preparation cell;
  cell.contrast = about(1.25, 0.25);
  cell.evenness = random.uniform();
  cell.darkness = about(0.75, 0.18);
  cell.width = about(1, 0.16);
  cell.slope = random.normal(0, 0.04);
  cell.parting = random.uniform(0.05, 0.44);
  cell.splay = std::max(0.0, random.normal(0.02, 0.10));
  cell.centromere = random.uniform(0.5, 1.15);
  cell.waist = random.uniform(0.12, 0.45);
  cell.grain = random.uniform(0.02, 0.14);
  cell.blur_px = about(1.0, 0.25);
  cell.sharpening = random.chance(0.5) ? random.uniform(0.2, 1.2) : 0;
  return cell;
}

}  // namespace pinnacle::synthesis
