#include <algorithm>

#include "pinnacle/base/check.h"
#include "pinnacle/cytogenetics/case_summary.h"
#include "pinnacle/render/karyogram.h"
#include "pinnacle/render/overlay.h"
#include "pinnacle/render/worksheet.h"

namespace pinnacle::render {
namespace {

using cytogenetics::CaseCell;

/// A4 in points.
constexpr double kWidth = 595.28, kHeight = 841.89, kMargin = 42, kInner = kWidth - 2 * kMargin;
constexpr double kBottom = kHeight - 54;

class Pages {
 public:
  Pages(Canvas& canvas, const cytogenetics::Case& all) : canvas_(canvas), all_(all) { begin(); }

  void next() {
    canvas_.next_page();
    begin();
  }

  double y() const { return y_; }
  void skip(double height) { y_ += height; }
  double left() const { return kBottom - y_; }

  void text(const std::string& words, TextStyle style, double indent = 0) {
    style.max_width = kInner - indent;
    style.max_lines = 3;
    if (left() < 3 * style.size) next();
    y_ += canvas_.text({kMargin + indent, y_}, words, style) + 3;
  }

  /// One line of a table; every cell is cut to its column.
  void row(const std::vector<std::pair<std::string, double>>& cells, const TextStyle& style) {
    if (left() < 2.5 * style.size) next();
    double x = kMargin, height = 0;
    for (const auto& [words, width] : cells) {
      auto fitted = style;
      fitted.max_width = width * kInner - 6;
      fitted.max_lines = 2;
      height = std::max(height, canvas_.text({x, y_}, words, fitted));
      x += width * kInner;
    }
    y_ += height + 3;
    canvas_.line({kMargin, y_}, {kMargin + kInner, y_}, 0.4, kHairline);
    y_ += 3;
  }

 private:
  void begin() {
    ++number_;
    canvas_.text({kMargin, 26}, "DRAFT, NOT REVIEWED", {.size = 9, .ink = kAmber, .bold = true});
    canvas_.text({kWidth - kMargin, 26}, all_.name, {.size = 9, .ink = kMuted, .align = Align::kRight});
    if (!all_.cells.empty()) {
      const auto& model = all_.cells.front().cell.model;
      canvas_.text({kMargin, kHeight - 36}, model.name + "  " + model.hash, {.size = 7, .ink = kMuted, .max_width = kInner - 60});
    }
    canvas_.text({kWidth - kMargin, kHeight - 36}, "page " + std::to_string(number_), {.size = 8, .ink = kMuted, .align = Align::kRight});
    y_ = 48;
  }

  Canvas& canvas_;
  const cytogenetics::Case& all_;
  double y_ = 0;
  int number_ = 0;
};

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const auto& w : words) out += (out.empty() ? "" : "; ") + w;
  return out;
}

void overview(Pages& pages, const cytogenetics::Case& all) {
  const auto summary = cytogenetics::summarise(all);
  pages.text("Case " + all.name, {.size = 20, .bold = true});
  pages.text("Numbers only: structure was not assessed. Only a person makes a karyotype of this.", {.size = 9, .ink = kMuted});
  pages.skip(8);
  pages.text(std::to_string(all.cells.size()) + (all.cells.size() == 1 ? " cell" : " cells") + "; modal count " +
                 (summary.modal_count ? std::to_string(*summary.modal_count) : "not known"),
             {.size = 12});
  pages.skip(8);
  pages.row({{"Composition", 0.4}, {"Cells", 0.1}, {"Which", 0.5}}, {.size = 9, .ink = kMuted});
  for (const auto& count : summary.compositions) {
    pages.row({{count.composition, 0.4}, {std::to_string(count.cells.size()), 0.1}, {joined(count.cells), 0.5}}, {.size = 10});
  }
  pages.skip(8);
  for (const auto& words : summary.contradictions) pages.text(words, {.size = 10, .ink = kAmber, .bold = true});
  pages.skip(8);
  pages.row({{"Cell", 0.2}, {"Count", 0.08}, {"Composition", 0.2}, {"Specimen / culture / slide / x / y", 0.22}, {"Flags", 0.3}},
            {.size = 8, .ink = kMuted});
  for (const auto& entry : all.cells) {
    std::string origin;
    for (const auto* part : {&entry.specimen, &entry.culture, &entry.slide, &entry.x, &entry.y}) {
      if (!part->empty()) origin += (origin.empty() ? "" : " / ") + *part;
    }
    pages.row({{entry.name, 0.2}, {std::to_string(entry.cell.count()), 0.08}, {entry.cell.composition.value_or("not given"), 0.2},
               {origin, 0.22}, {joined(entry.cell.flags), 0.3}},
              {.size = 8});
  }
}

void cell_page(Canvas& canvas, Pages& pages, const CaseCell& entry, const image::Grey& picture) {
  pages.next();
  pages.text(entry.name + ": " + std::to_string(entry.cell.count()) + " chromosomes, " +
                 entry.cell.composition.value_or("composition not given"),
             {.size = 13, .bold = true});
  for (const auto& flag : entry.cell.flags) pages.text(flag, {.size = 9, .ink = kAmber});
  pages.skip(4);
  pages.skip(draw_karyogram(canvas, {kMargin, pages.y(), kInner, 0}, entry.cell, picture));
  const double room = pages.left() - 8;
  if (room < 60) return;
  const double width = std::min(kInner, room * picture.width() / picture.height());
  draw_overlay(canvas, {kMargin + (kInner - width) / 2, pages.y() + 8, width, 0}, entry.cell, picture);
}

}  // namespace

Bytes worksheet_pdf(const cytogenetics::Case& all, const std::vector<image::Grey>& pictures) {
  PINNACLE_CHECK(pictures.size() == all.cells.size(), "a picture for each cell");
  return Canvas::pdf(kWidth, kHeight, "Worksheet " + all.name + " (draft, not reviewed)", [&](Canvas& canvas) {
    Pages pages(canvas, all);
    overview(pages, all);
    for (std::size_t i = 0; i < all.cells.size(); ++i) cell_page(canvas, pages, all.cells[i], pictures[i]);
  });
}

}  // namespace pinnacle::render
