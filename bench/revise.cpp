// How long it takes until a cell is right again after a person split a chromosome: revise_bench IMAGE.

#include <algorithm>
#include <chrono>
#include <cstdio>

#include "pinnacle/cli/cell_files.h"
#include "pinnacle/cli/models.h"
#include "pinnacle/image/outline.h"
#include "pinnacle/segmentation/edit_outlines.h"

namespace pinnacle {
namespace {

base::Expected<void> run(const char* file) {
  PINNACLE_TRY(const auto models, cli::load_models({}, 1));
  const karyotyping::Karyotyper karyotyper(models.networks());
  PINNACLE_TRY(const auto pages, cli::read_pages(file));
  PINNACLE_TRY(const auto result, karyotyper.karyotype(pages.front(), {}));
  std::vector<double> split_ms, revise_ms;
  const auto& cell = result.cell;
  for (const auto& c : cell.chromosomes) {
    const auto started = std::chrono::steady_clock::now();
    const auto middle = c.box.centre();
    const auto parts = segmentation::split_along(image::filled(c.outline, cell.width, cell.height),
                                                 {{c.box.x - 9, middle.y}, {c.box.right() + 9, middle.y}});
    if (!parts) continue;  // A level chromosome is not cut by a level line.
    const auto cut = std::chrono::steady_clock::now();
    PINNACLE_TRY(const auto after, karyotyper.revise(cell, result.picture.grey, {{{c.id}, *parts}}, {}));
    const auto ended = std::chrono::steady_clock::now();
    split_ms.push_back(std::chrono::duration<double, std::milli>(cut - started).count());
    revise_ms.push_back(std::chrono::duration<double, std::milli>(ended - cut).count());
  }
  if (split_ms.empty())
    return base::unexpected(base::ErrorCode::kInvalidArgument, "no chromosome was split", file);
  std::sort(split_ms.begin(), split_ms.end());
  std::sort(revise_ms.begin(), revise_ms.end());
  std::printf(
      "%zu chromosomes split in turn: split %.1f ms, revise %.0f ms in the median, %.0f ms at most, one "
      "core\n",
      split_ms.size(), split_ms[split_ms.size() / 2], revise_ms[revise_ms.size() / 2], revise_ms.back());
  return {};
}

}  // namespace
}  // namespace pinnacle

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: revise_bench IMAGE\n");
    return 2;
  }
  const auto done = pinnacle::run(argv[1]);
  if (done) return 0;
  std::fprintf(stderr, "revise_bench: %s\n", done.error().text().c_str());
  return 1;
}
