#include "pinnacle/synthesis/preparation.h"

#include <algorithm>
#include <cmath>

namespace pinnacle::synthesis {

Preparation random_preparation(double variety, base::Random& random) {
  const auto about = [&](double usual, double deviation) {
    return usual * std::exp(random.normal(0, deviation * variety));
  };
  const auto within = [&](double low, double high) {
    return (low + high) / 2 + random.uniform(-0.5, 0.5) * (high - low) * variety;
  };
  Preparation cell;
  cell.contrast = about(1.4, 0.28);
  cell.evenness = within(0, 1);
  cell.darkness = about(0.85, 0.2);
  cell.width = about(1, 0.19);
  cell.slope = variety * random.normal(0, 0.04);
  cell.parting = within(0.05, 0.50);
  cell.groove = within(0, 0.35);
  cell.splay = std::max(0.0, variety * random.normal(0, 0.09));
  cell.centromere = within(0.35, 1.15);
  cell.waist = within(0.12, 0.45);
  cell.grain = within(0.02, 0.20);
  cell.blur_px = about(1.0, 0.25);
  cell.sharpening = random.chance(0.6) ? variety * random.uniform(0.5, 3.0) : 0;
  return cell;
}

}  // namespace pinnacle::synthesis
