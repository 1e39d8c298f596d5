// Another project's program: draws a metaphase and its own karyogram from the truth.

#include <cstdio>

#include "pinnacle/cytogenetics/composition.h"
#include "pinnacle/karyotyping/cell_json.h"
#include "pinnacle/render/karyogram.h"
#include "pinnacle/synthesis/chromosome_set.h"
#include "pinnacle/synthesis/metaphase.h"

int main() {
  using namespace pinnacle;
  const auto set = synthesis::chromosome_set("47,XX,+21");
  if (!set) return 1;
  const auto drawn = synthesis::draw_metaphase(*set, {.seed = 2});
  if (!drawn) return 2;
  cytogenetics::Cell cell;
  cell.image = "drawn";
  cell.width = drawn->grey.width();
  cell.height = drawn->grey.height();
  for (const auto& c : drawn->chromosomes) {
    cytogenetics::Chromosome one;
    one.id = cell.count() + 1;
    one.label = c.label;
    one.box = c.box;
    one.outline = c.outline;
    cell.chromosomes.push_back(one);
  }
  const auto composition = cytogenetics::composition(cell).text;
  karyotyping::CellRecord record;
  record.entry.cell = cell;
  const auto again = karyotyping::cell_from_json(karyotyping::to_json(record));
  const auto png = render::karyogram_png(cell, drawn->grey);
  std::printf("%s %zu\n", composition.value_or("?").c_str(), png.size());
  return composition == "47,XX,+21" && again && png.size() > 10000 ? 0 : 3;
}
