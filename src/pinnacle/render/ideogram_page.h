#ifndef PINNACLE_RENDER_IDEOGRAM_PAGE_H_
#define PINNACLE_RENDER_IDEOGRAM_PAGE_H_

#include <string>
#include <vector>

#include "pinnacle/cytogenetics/derivative.h"
#include "pinnacle/iscn/explain.h"
#include "pinnacle/render/chromosome_figure.h"
#include "pinnacle/render/ideogram.h"

namespace pinnacle::render {

inline constexpr double kIdeogramWidestPage = 1200, kIdeogramMargin = 40;

/// Of a page's heading.
inline constexpr TextStyle kHeading{.size = 17, .bold = true, .max_lines = 8};

/// A chromosome of the cell and what its breaks are called.
struct NamedChromosome {
  cytogenetics::ChromosomeStructure structure;
  std::vector<iscn::NamedSegment> ends;  ///< One for each segment.
  bool normal = true;
  bool has_parent(cytogenetics::ChromosomeClass c) const;
};

/// A break of a normal chromosome, in ISCN units at 850 bands.
struct NamedBreak {
  cytogenetics::ChromosomeClass chromosome = cytogenetics::ChromosomeClass::k1;
  double at = 0;
  std::string band;  ///< "q34".
};

/// All that a page shows of one clone.
struct ClonePage {
  std::string heading, subheading;
  int ploidy = 2;
  std::vector<NamedChromosome> chromosomes;
  std::vector<NamedBreak> breaks;
  std::vector<cytogenetics::ChromosomeClass> counted;  ///< Whole ones gained or lost, ascending, each once.
  std::string double_minutes;                          ///< "5~20dmin"; empty if there are none.
  iscn::Range double_minute_number;                    ///< So many a cell has.
  std::vector<std::string> notes;
  ParentColours colours;
  double width = kIdeogramWidestPage;

  double right() const { return width - kIdeogramMargin; }
  /// Between the margins.
  double room() const { return right() - kIdeogramMargin; }
};

ClonePage clone_page(const iscn::Karyotype& karyotype, std::size_t clone);

/// How wide a page has to be for what draw_derivatives draws; a row is broken at the widest page.
double derivatives_width(const ClonePage& page, cytogenetics::BandLevel level);

/// Draw a page from `top` down and return where it ends.
double draw_derivatives(Canvas& canvas, const ClonePage& page, cytogenetics::BandLevel level, double top);
double draw_whole_karyogram(Canvas& canvas, const ClonePage& page, cytogenetics::BandLevel level, double top);

/// What stands above and below the figures; both return where it ends.
double draw_heading(Canvas& canvas, const ClonePage& page, double top);
double draw_notes(Canvas& canvas, const ClonePage& page, cytogenetics::BandLevel level, double top);

/// Double minutes as pairs of dots in a block, as many as a cell has; those that only some cells have are
/// pale.
class DoubleMinutes {
 public:
  static constexpr int kMost = 100;  ///< More are not drawn.

  explicit DoubleMinutes(iscn::Range number);
  double width() const;
  double height() const;
  void draw(Canvas& canvas, base::Point centre) const;

 private:
  int certain_, all_, columns_;
};

/// Places in ascending order as near as may be to the wanted ones (ascending) and at least `gap` apart.
std::vector<double> spread(const std::vector<double>& wanted, double gap);

}  // namespace pinnacle::render

#endif  // PINNACLE_RENDER_IDEOGRAM_PAGE_H_
