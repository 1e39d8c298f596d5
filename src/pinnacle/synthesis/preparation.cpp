#include "pinnacle/synthesis/preparation.h"

#include <algorithm>
#include <cmath>

namespace pinnacle::synthesis {

Preparation random_preparation(base::Random& random) {
  const auto about = [&](double usual, double deviation) { return usual * std::exp(random.normal(0, deviation)); };
  Preparation cell;
  cell.contrast = about(1.4, 0.28);
  cell.evenness = random.uniform();
  cell.darkness = about(0.85, 0.2);
  cell.width = about(1, 0.19);
  cell.slope = random.normal(0, 0.04);
  cell.parting = random.uniform(0.05, 0.56);
  cell.splay = std::max(0.0, random.normal(0.0, 0.12));
  cell.centromere = random.uniform(0.15, 1.1);
  cell.waist = random.uniform(0.12, 0.45);
  cell.grain = random.uniform(0.03, 0.24);
  cell.blur_px = about(1.0, 0.25);
  cell.sharpening = random.chance(0.6) ? random.uniform(0.5, 3.0) : 0;
  return cell;
}

}  // namespace pinnacle::synthesis
