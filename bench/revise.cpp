// How long it takes until a cell is right again after a person split a chromosome: revise_bench IMAGE.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>

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
  PINNACLE_TRY(const auto field, karyotyper.karyotype_field(pages.front(), {}));
  const auto& result = field.front();
  std::vector<double> split_ms, revise_ms, processor_ms;
  const auto& cell = result.cell;
  for (const auto& c : cell.chromosomes) {
    const auto started = std::chrono::steady_clock::now();
    const auto middle = c.box.centre();
    const auto parts = segmentation::split_along(image::filled(c.outline, cell.width, cell.height),
                                                 {{c.box.x - 9, middle.y}, {c.box.right() + 9, middle.y}});
    if (!parts) continue;  // A level chromosome is not cut by a level line.
    const auto cut = std::chrono::steady_clock::now();
    const auto processor = std::clock();
    PINNACLE_TRY(const auto after, karyotyper.revise(cell, result.picture.grey, {{{c.id}, *parts}}, {}));
    const auto ended = std::chrono::steady_clock::now();
    processor_ms.push_back(1000.0 * static_cast<double>(std::clock() - processor) / CLOCKS_PER_SEC);
    split_ms.push_back(std::chrono::duration<double, std::milli>(cut - started).count());
    revise_ms.push_back(std::chrono::duration<double, std::milli>(ended - cut).count());
  }
  if (split_ms.empty())
    return base::unexpected(base::ErrorCode::kInvalidArgument, "no chromosome was split", file);
  std::sort(split_ms.begin(), split_ms.end());
  std::sort(revise_ms.begin(), revise_ms.end());
  std::sort(processor_ms.begin(), processor_ms.end());
  const auto middle = split_ms.size() / 2;
  std::printf("%zu chromosomes split in turn: split %.1f ms, revise %.0f ms in the median, %.0f ms at most\n",
              split_ms.size(), split_ms[middle], revise_ms[middle], revise_ms.back());
  // On a machine that has other work to do this is the figure to go by: all is done by one thread.
  std::printf("of it processor time: %.0f ms in the median, %.0f ms at most\n", processor_ms[middle],
              processor_ms.back());
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
