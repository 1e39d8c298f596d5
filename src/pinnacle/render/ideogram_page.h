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
inline constexpr TextStyle kHeading{.size = 17, .bold = true, .max_lines = 8, .iscn = true};

/// A place of an abnormal chromosome at which something is found though nothing is joined there: a fragile
/// site, the end of a telomeric association.
struct NamedSite {
  double units = 0;   ///< Along the segments.
  std::string words;  ///< "fra Xq27.3", "12q24.3 with 13q34".
  bool operator==(const NamedSite&) const = default;
};

/// A chromosome of the cell and what its breaks are called.
struct NamedChromosome {
  cytogenetics::ChromosomeStructure structure;
  std::vector<iscn::NamedSegment> ends;  ///< One for each segment.
  std::vector<NamedSite> sites = {};
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

/// A place of an abnormal chromosome's figure that an arrow points to.
struct BreakMark {
  double along = 0;
  std::string words;
};

/// The breaks of an abnormal chromosome, in the order and words of iscn::explain(), also where the figure
/// is turned ("9q34::22q11.2", ":9q34" at an open end); then its sites.
std::vector<BreakMark> break_marks(const NamedChromosome& chromosome, const ChromosomeFigure& figure);

/// From the words beside a figure to a mark on it, around the figure's origin; nowhere across the figure.
struct Pointer {
  Pointer(const ChromosomeFigure& figure, double along);

  base::Point from;  ///< Of length 1: away from the figure.
  base::Point tip;   ///< At its edge.
  base::Point bend;  ///< From here on the line is level; of a ring it lies beyond the edge.
  int side;          ///< Of the words: -1 left, +1 right.
};

/// How many chromosomes of a class a cell lacks that should have them all, among ClonePage::counted.
std::size_t vacant_places(const ClonePage& page, cytogenetics::ChromosomeClass chromosome);

/// How wide a page has to be for what draw_derivatives draws: several groups stand in a row, and a row is
/// broken at the widest page.
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
