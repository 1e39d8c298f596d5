#include "pinnacle/synthesis/preparation.h"

#include <algorithm>
#include <cmath>

namespace pinnacle::synthesis {

namespace {

/// Numbers that differ from cell to cell.
class Variation {
 public:
  Variation(double variety, base::Random& random) : variety_(variety), random_(random) {}

  double about(double usual, double deviation) {
    return usual * std::exp(random_.normal(0, deviation * variety_));
  }
  double within(double low, double high) {
    return (low + high) / 2 + random_.uniform(-0.5, 0.5) * (high - low) * variety_;
  }

 private:
  double variety_;
  base::Random& random_;
};

/// The numbers are those of real cells (docs/synthesis.md); what differs within one laboratory is drawn at a
/// variety of 0.5.
void make_fluorescent(Preparation& cell, Variation& vary) {
  const bool q = cell.look == Look::kQ;
  cell.contrast = q ? vary.about(1.3, 0.25) : vary.about(1.3, 0.4);
  cell.evenness = 0;
  cell.darkness = 0.85;
  cell.unevenness = q ? 0.17 : 0.10;
  cell.width = q ? vary.about(1.22, 0.3) : vary.about(1.33, 0.45);
  cell.parting = q ? vary.within(0.25, 0.5) : vary.within(0.2, 0.5);
  cell.groove = q ? vary.within(0, 0.4) : vary.within(0.05, 0.6);
  cell.waist = q ? vary.within(0.3, 0.6) : vary.within(0.2, 0.6);
  if (!q) cell.centromere = vary.within(0.8, 1.2);
  cell.grain = vary.within(0.02, 0.1);
  cell.blur_px = q ? vary.about(1.8, 0.3) : vary.about(2.35, 0.3);
  cell.sharpening = 0;
  cell.glow = Glow{q ? vary.about(145, 0.3) : vary.about(235, 0.35), q ? 1.0 : vary.about(7, 0.6),
                   q ? 0.01 : std::min(0.7, vary.about(0.38, 0.8)), q ? 0.15 : 1.0};
}

}  // namespace

Preparation random_preparation(double variety, base::Random& random, Look look) {
  Variation vary(variety, random);
  Preparation cell;
  cell.contrast = vary.about(1.4, 0.28);
  cell.evenness = vary.within(0, 1);
  cell.darkness = vary.about(0.85, 0.2);
  cell.width = vary.about(1, 0.19);
  cell.slope = variety * random.normal(0, 0.04);
  cell.parting = vary.within(0.05, 0.50);
  cell.groove = vary.within(0, 0.35);
  cell.splay = std::max(0.0, variety * random.normal(0, 0.09));
  cell.centromere = vary.within(0.35, 1.15);
  cell.waist = vary.within(0.12, 0.45);
  cell.grain = vary.within(0.02, 0.20);
  cell.blur_px = vary.about(1.0, 0.25);
  cell.sharpening = random.chance(0.6) ? variety * random.uniform(0.5, 3.0) : 0;
  cell.look = look;
  if (look != Look::kG) make_fluorescent(cell, vary);
  return cell;
}

}  // namespace pinnacle::synthesis
