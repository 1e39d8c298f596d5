#include "pinnacle/render/ideogram.h"

#include <algorithm>

#include "pinnacle/base/check.h"
#include "pinnacle/iscn/print.h"
#include "pinnacle/render/ideogram_page.h"

namespace pinnacle::render {
namespace {

/// The pages of all clones, and how high each is.
class Book {
 public:
  Book(const std::vector<iscn::Karyotype>& karyotypes, const IdeogramOptions& options) : options_(options) {
    PINNACLE_CHECK(!karyotypes.empty(), "a karyotype to draw");
    for (const auto& karyotype : karyotypes) {
      for (std::size_t i = 0; i < karyotype.clones.size(); ++i) pages_.push_back(clone_page(karyotype, i));
    }
    // Heights depend on how text breaks into lines: they are those of a drawing that nobody sees.
    Canvas::png(1, 1, [this](Canvas& canvas) {
      for (const auto& page : pages_) heights_.push_back(draw(canvas, page, 0));
    });
  }

  std::size_t size() const { return pages_.size(); }
  double height(std::size_t i) const { return heights_[i]; }
  double tallest() const { return *std::max_element(heights_.begin(), heights_.end()); }

  double total() const {
    double sum = 0;
    for (const double height : heights_) sum += height;
    return sum;
  }

  void draw_page(Canvas& canvas, std::size_t i, double top) const { draw(canvas, pages_[i], top); }

  void draw_column(Canvas& canvas) const {
    double top = 0;
    for (std::size_t i = 0; i < size(); ++i) {
      if (i > 0)
        canvas.line({kIdeogramMargin, top}, {kIdeogramPageWidth - kIdeogramMargin, top}, 1, kHairline);
      draw_page(canvas, i, top);
      top += heights_[i];
    }
  }

 private:
  /// Returns where the page ends.
  double draw(Canvas& canvas, const ClonePage& page, double top) const {
    const bool nothing_abnormal =
        page.counted.empty() && page.double_minutes.empty() &&
        std::all_of(page.chromosomes.begin(), page.chromosomes.end(), [](const auto& c) { return c.normal; });
    top = draw_heading(canvas, page, top + 30);
    top = options_.karyogram || nothing_abnormal ? draw_whole_karyogram(canvas, page, options_.level, top)
                                                 : draw_derivatives(canvas, page, options_.level, top);
    return draw_notes(canvas, page, options_.level, top + 16) + 30;
  }

  const IdeogramOptions& options_;
  std::vector<ClonePage> pages_;
  std::vector<double> heights_;
};

}  // namespace

Bytes ideograms_png(const std::vector<iscn::Karyotype>& karyotypes, const IdeogramOptions& options) {
  const Book book(karyotypes, options);
  // Twice as fine, but within what a PNG reader can be expected to open.
  constexpr double kTallest = 30000;
  const double scale = std::min(2.0, kTallest / book.total());
  return Canvas::png(
      kIdeogramPageWidth, book.total(), [&](Canvas& canvas) { book.draw_column(canvas); }, scale);
}

std::string ideograms_svg(const std::vector<iscn::Karyotype>& karyotypes, const IdeogramOptions& options) {
  const Book book(karyotypes, options);
  return Canvas::svg(kIdeogramPageWidth, book.total(), [&](Canvas& canvas) { book.draw_column(canvas); });
}

Bytes ideograms_pdf(const std::vector<iscn::Karyotype>& karyotypes, const IdeogramOptions& options) {
  const Book book(karyotypes, options);
  return Canvas::pdf(kIdeogramPageWidth, book.tallest(), iscn::print(karyotypes.front()),
                     [&](Canvas& canvas) {
                       for (std::size_t i = 0; i < book.size(); ++i) {
                         book.draw_page(canvas, i, 0);
                         canvas.next_page();
                       }
                     });
}

}  // namespace pinnacle::render
