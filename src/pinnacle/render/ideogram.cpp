#include "pinnacle/render/ideogram.h"

#include <algorithm>
#include <cmath>

#include "pinnacle/base/check.h"
#include "pinnacle/iscn/print.h"
#include "pinnacle/render/ideogram_page.h"

namespace pinnacle::render {
namespace {

/// On one sheet all pages are as wide as the widest; apart each is as wide as what it shows.
enum class Pages { kOnOneSheet, kApart };

/// The pages of all clones, and how large each is.
class Book {
 public:
  Book(const std::vector<iscn::Karyotype>& karyotypes, const IdeogramOptions& options, Pages pages)
      : options_(options) {
    PINNACLE_CHECK(!karyotypes.empty(), "a karyotype to draw");
    for (const auto& karyotype : karyotypes) {
      for (std::size_t i = 0; i < karyotype.clones.size(); ++i) pages_.push_back(clone_page(karyotype, i));
    }
    // Heights depend on how text breaks into lines: they are those of a drawing that nobody sees.
    Canvas::png(1, 1, [&](Canvas& canvas) {
      for (auto& page : pages_) page.width = fitting_width(canvas, page);
      if (pages == Pages::kOnOneSheet) {
        for (auto& page : pages_) page.width = widest();
      }
      for (const auto& page : pages_) heights_.push_back(draw(canvas, page, 0));
    });
  }

  std::size_t size() const { return pages_.size(); }
  double width(std::size_t i) const { return pages_[i].width; }
  double height(std::size_t i) const { return heights_[i]; }
  double widest() const {
    return std::max_element(pages_.begin(), pages_.end(),
                            [](const auto& a, const auto& b) { return a.width < b.width; })
        ->width;
  }

  double total() const {
    double sum = 0;
    for (const double height : heights_) sum += height;
    return sum;
  }

  void draw_page(Canvas& canvas, std::size_t i, double top) const { draw(canvas, pages_[i], top); }

  void draw_column(Canvas& canvas) const {
    double top = 0;
    for (std::size_t i = 0; i < size(); ++i) {
      if (i > 0) canvas.line({kIdeogramMargin, top}, {pages_[i].right(), top}, 1, kHairline);
      draw_page(canvas, i, top);
      top += heights_[i];
    }
  }

 private:
  bool shows_karyogram(const ClonePage& page) const {
    const bool nothing_abnormal =
        page.counted.empty() && page.double_minutes.empty() &&
        std::all_of(page.chromosomes.begin(), page.chromosomes.end(), [](const auto& c) { return c.normal; });
    return options_.karyogram || nothing_abnormal;
  }

  /// Wide enough for the figures, and for a heading in one line.
  double fitting_width(const Canvas& canvas, const ClonePage& page) const {
    if (shows_karyogram(page)) return kIdeogramWidestPage;
    constexpr double kNarrowest = 460;
    // As a whole number of units: text is not measured finer than it is drawn.
    const double heading = std::ceil(canvas.width_of(page.heading, kHeading)) + 2 * kIdeogramMargin;
    return std::clamp(std::max(heading, derivatives_width(page, options_.level)), kNarrowest,
                      kIdeogramWidestPage);
  }

  /// Returns where the page ends.
  double draw(Canvas& canvas, const ClonePage& page, double top) const {
    top = draw_heading(canvas, page, top + 30);
    top = shows_karyogram(page) ? draw_whole_karyogram(canvas, page, options_.level, top)
                                : draw_derivatives(canvas, page, options_.level, top);
    return draw_notes(canvas, page, options_.level, top + 16) + 30;
  }

  const IdeogramOptions& options_;
  std::vector<ClonePage> pages_;
  std::vector<double> heights_;
};

}  // namespace

Bytes ideograms_png(const std::vector<iscn::Karyotype>& karyotypes, const IdeogramOptions& options) {
  const Book book(karyotypes, options, Pages::kOnOneSheet);
  // Twice as fine, but within what a PNG reader can be expected to open.
  constexpr double kTallest = 30000;
  const double scale = std::min(2.0, kTallest / book.total());
  return Canvas::png(
      book.widest(), book.total(), [&](Canvas& canvas) { book.draw_column(canvas); }, scale);
}

std::string ideograms_svg(const std::vector<iscn::Karyotype>& karyotypes, const IdeogramOptions& options) {
  const Book book(karyotypes, options, Pages::kOnOneSheet);
  return Canvas::svg(book.widest(), book.total(), [&](Canvas& canvas) { book.draw_column(canvas); });
}

Bytes ideograms_pdf(const std::vector<iscn::Karyotype>& karyotypes, const IdeogramOptions& options) {
  const Book book(karyotypes, options, Pages::kApart);
  return Canvas::pdf(book.width(0), book.height(0), iscn::print(karyotypes.front()), [&](Canvas& canvas) {
    for (std::size_t i = 0; i < book.size(); ++i) {
      canvas.resize_page(book.width(i), book.height(i));
      book.draw_page(canvas, i, 0);
      canvas.next_page();
    }
  });
}

}  // namespace pinnacle::render
