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
constexpr double kTop = 48, kBottom = kHeight - 54;
constexpr double kGap = 8;            ///< Below a picture.
constexpr double kBetweenCells = 22;  ///< Above a cell that begins no page.
/// More names than these in one row may not fit a page.
constexpr std::size_t kNamesOfARow = 8;

/// Text may grow as tall as a page, no taller.
TextStyle broken(TextStyle style, double width) {
  style.max_width = width;
  style.max_lines = static_cast<int>((kBottom - kTop) / (1.3 * style.size));
  return style;
}

class Pages {
 public:
  Pages(Canvas& canvas, const cytogenetics::Case& all) : canvas_(canvas), all_(all) { begin(); }

  void next() {
    canvas_.next_page();
    begin();
  }

  double y() const { return y_; }
  bool first() const { return number_ == 1; }
  void skip(double height) { y_ += height; }
  double left() const { return kBottom - y_; }

  /// Begins another page if that much does not fit on this one.
  void make_room(double height) {
    if (left() < height) next();
  }

  void text(const std::string& words, const TextStyle& style) {
    const auto whole = broken(style, kInner);
    make_room(canvas_.height_of(words, whole));
    y_ += canvas_.text({kMargin, y_}, words, whole) + kBetween;
  }

  /// How much room the lines take that text() would write.
  double height_of(const std::vector<std::string>& lines, const TextStyle& style) const {
    double height = 0;
    for (const auto& words : lines) height += canvas_.height_of(words, broken(style, kInner)) + kBetween;
    return height;
  }

  /// One row of a table, as tall as its tallest cell; a cell's width is its share of the page's.
  void row(const std::vector<std::pair<std::string, double>>& cells, const TextStyle& style) {
    const auto fitted = [&](double share) { return broken(style, share * kInner - 6); };
    double height = 0;
    for (const auto& [words, share] : cells) height = std::max(height, canvas_.height_of(words, fitted(share)));
    make_room(height + 2 * kBetween);
    double x = kMargin;
    for (const auto& [words, share] : cells) {
      canvas_.text({x, y_}, words, fitted(share));
      x += share * kInner;
    }
    y_ += height + kBetween;
    canvas_.line({kMargin, y_}, {kMargin + kInner, y_}, 0.4, kHairline);
    y_ += kBetween;
  }

 private:
  static constexpr double kBetween = 3;

  void begin() {
    ++number_;
    canvas_.text({kMargin, 26}, "DRAFT, NOT REVIEWED", {.size = 9, .ink = kAmber, .bold = true});
    canvas_.text({kWidth - kMargin, 26}, all_.name, {.size = 9, .ink = kMuted, .align = Align::kRight, .max_width = kInner - 160});
    if (!all_.cells.empty()) {
      const auto& model = all_.cells.front().cell.model;
      canvas_.text({kMargin, kHeight - 36}, model.name + "  " + model.hash, {.size = 7, .ink = kMuted, .max_width = kInner - 60});
    }
    canvas_.text({kWidth - kMargin, kHeight - 36}, "page " + std::to_string(number_), {.size = 8, .ink = kMuted, .align = Align::kRight});
    y_ = kTop;
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

/// The cells of one composition, over several rows where they are many.
void composition_rows(Pages& pages, const cytogenetics::CompositionCount& count) {
  for (std::size_t first = 0; first < count.cells.size(); first += kNamesOfARow) {
    const auto last = std::min(first + kNamesOfARow, count.cells.size());
    const std::vector<std::string> names(count.cells.begin() + static_cast<std::ptrdiff_t>(first),
                                         count.cells.begin() + static_cast<std::ptrdiff_t>(last));
    const bool begins = first == 0;
    pages.row({{begins ? count.composition : count.composition + " (continued)", 0.4},
               {begins ? std::to_string(count.cells.size()) : std::string(), 0.1},
               {joined(names), 0.5}},
              {.size = 10});
  }
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
  for (const auto& count : summary.compositions) composition_rows(pages, count);
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

/// As wide as the page, or narrower where it would be taller than what is left of it.
void karyogram(Canvas& canvas, Pages& pages, const cytogenetics::Cell& cell, const image::Grey& picture) {
  const double height = karyogram_height(kInner, cell, picture);
  const double width = kInner * std::min(1.0, pages.left() / height);
  pages.skip(draw_karyogram(canvas, {kMargin + (kInner - width) / 2, pages.y(), width, 0}, cell, picture));
}

/// On a page of its own, as large as it can be: its labels are small.
void metaphase(Canvas& canvas, Pages& pages, const CaseCell& entry, const image::Grey& picture) {
  pages.next();
  pages.text(entry.name + ": the metaphase", {.size = 13, .bold = true});
  const double width = std::min(kInner, (pages.left() - kGap) * picture.width() / picture.height());
  pages.skip(
      draw_overlay(canvas, {kMargin + (kInner - width) / 2, pages.y(), width, 0}, entry.cell, picture) +
      kGap);
}

void cell_pages(Canvas& canvas, Pages& pages, const CaseCell& entry, const image::Grey& picture) {
  constexpr TextStyle kTitle{.size = 13, .bold = true}, kFlag{.size = 9, .ink = kAmber};
  const auto title = entry.name + ": " + std::to_string(entry.cell.count()) + " chromosomes, " +
                     entry.cell.composition.value_or("composition not given");
  // The first cell may follow the overview where there is room for all of it; each other begins a page.
  const double room = kBetweenCells + pages.height_of({title}, kTitle) +
                      pages.height_of(entry.cell.flags, kFlag) +
                      karyogram_height(kInner, entry.cell, picture);
  if (pages.first() && pages.left() >= room) {
    pages.skip(kBetweenCells);
  } else {
    pages.next();
  }
  pages.text(title, kTitle);
  for (const auto& flag : entry.cell.flags) pages.text(flag, kFlag);
  pages.make_room(kHeight / 3);
  karyogram(canvas, pages, entry.cell, picture);
  metaphase(canvas, pages, entry, picture);
  for (const auto& words : cytogenetics::doubts_of(entry.cell)) pages.text(words, {.size = 8});
}

}  // namespace

Bytes worksheet_pdf(const cytogenetics::Case& all, const std::vector<image::Grey>& pictures) {
  PINNACLE_CHECK(pictures.size() == all.cells.size(), "a picture for each cell");
  return Canvas::pdf(kWidth, kHeight, "Worksheet " + all.name + " (draft, not reviewed)", [&](Canvas& canvas) {
    Pages pages(canvas, all);
    overview(pages, all);
    for (std::size_t i = 0; i < all.cells.size(); ++i) cell_pages(canvas, pages, all.cells[i], pictures[i]);
  });
}

}  // namespace pinnacle::render
