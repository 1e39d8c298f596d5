#include "pinnacle/render/ideogram_page.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "pinnacle/iscn/band_place.h"
#include "pinnacle/iscn/chain.h"
#include "pinnacle/iscn/count.h"
#include "pinnacle/iscn/detailed.h"
#include "pinnacle/iscn/heteromorphism.h"
#include "pinnacle/iscn/print.h"
#include "pinnacle/iscn/structure.h"

namespace pinnacle::render {
namespace {

using base::Point;
using cytogenetics::BandLevel;
using cytogenetics::ChromosomeClass;

/// The clones whose events a clone's cells have, the stemline first.
std::vector<std::size_t> line_of(const iscn::Karyotype& karyotype, std::size_t clone) {
  std::vector<std::size_t> line{clone};
  while (const auto before = iscn::referred_clone(karyotype, line.back())) line.push_back(*before);
  std::reverse(line.begin(), line.end());
  return line;
}

void add_breaks(const iscn::Event& event, std::vector<NamedBreak>& breaks) {
  if (iscn::places_neocentromere(event)) return;
  iscn::for_each_break(event, [&breaks](const iscn::ChromosomeName& name, const iscn::Breakpoint& point) {
    const auto c = cytogenetics::parse_class(name.name);
    const auto place = c ? iscn::possible_place(*c, point) : std::nullopt;
    if (!place) return;
    const auto band = iscn::print(point);
    const bool again = std::any_of(breaks.begin(), breaks.end(),
                                   [&](const auto& b) { return b.chromosome == *c && b.band == band; });
    if (!again) breaks.push_back({*c, place->middle(), band});
  });
}

/// The units along a chain at which a place of a chromosome lies, of each copy.
std::vector<double> units_of(const std::vector<cytogenetics::Segment>& chain, ChromosomeClass c, double at) {
  std::vector<double> all;
  double before = 0;
  for (const auto& s : chain) {
    if (s.chromosome == c && std::min(s.from, s.to) <= at && at <= std::max(s.from, s.to))
      all.push_back(before + std::abs(at - s.from));
    before += s.length();
  }
  return all;
}

void add_site(NamedChromosome& to, ChromosomeClass c, double at, const std::string& words) {
  for (const double units : units_of(to.structure.segments, c, at)) {
    const NamedSite site{units, words};
    if (std::find(to.sites.begin(), to.sites.end(), site) == to.sites.end()) to.sites.push_back(site);
  }
}

void add_fragile_sites(const iscn::Rearrangement& link, NamedChromosome& to) {
  const auto& name = link.chromosomes.front();
  const auto c = cytogenetics::parse_class(name.name);
  if (!c || link.breakpoints.empty()) return;
  for (const auto& point : link.breakpoints.front()) {
    if (const auto place = iscn::possible_place(*c, point))
      add_site(to, *c, place->middle(), "fra " + name.name + iscn::print(point));
  }
}

/// "tas(9;12;X)(q34;p13q24.3;q28)": the ends meet two by two as they are written.
void add_associated_ends(const iscn::Rearrangement& link, NamedChromosome& to) {
  struct End {
    ChromosomeClass chromosome = ChromosomeClass::kUnclassified;
    bool on_p = false;
    std::string words;
  };
  std::vector<End> ends;
  for (std::size_t g = 0; g < link.breakpoints.size() && g < link.chromosomes.size(); ++g) {
    const auto& name = link.chromosomes[g].name;
    for (const auto& point : link.breakpoints[g])
      ends.push_back({cytogenetics::parse_class(name).value_or(ChromosomeClass::kUnclassified),
                      point.band.arm == iscn::Arm::kP, name + iscn::print(point)});
  }
  for (std::size_t i = 0; i < ends.size(); ++i) {
    const auto partner = i ^ 1;
    const auto& [c, on_p, words] = ends[i];
    if (partner >= ends.size() || c != to.structure.placed) continue;
    add_site(to, c, on_p ? 0 : iscn::length_at(c), words + " with " + ends[partner].words);
  }
}

/// What an event leaves on its chromosomes though it joins nothing.
void add_sites(const iscn::Event& given, std::vector<NamedChromosome>& chromosomes) {
  if (given.kind != iscn::EventKind::kStructural) return;
  const auto event = iscn::in_short_form(given);
  const auto name = iscn::print_core(event);
  for (auto& c : chromosomes) {
    if (c.normal || c.structure.name != name) continue;
    for (const auto& link : event.chain) {
      if (link.type == "fra") add_fragile_sites(link, c);
      if (link.type == "tas") add_associated_ends(link, c);
    }
  }
}

std::string subheading_of(const iscn::Karyotype& karyotype, std::size_t clone) {
  std::string text;
  if (karyotype.clones.size() > 1) {
    text = "Clone " + std::to_string(clone + 1) + " of " + std::to_string(karyotype.clones.size());
    if (const auto cells = karyotype.clones[clone].cells)
      text += ", " + std::to_string(*cells) + (*cells == 1 ? " cell" : " cells");
    text += " of " + iscn::print(karyotype);
  }
  return text;
}

const char* name_of(BandLevel level) {
  switch (level) {
    case BandLevel::k400:
      return "400";
    case BandLevel::k550:
      return "550";
    case BandLevel::k850:
      return "850";
  }
  return "";
}

/// Some of a chromosome, which cannot be told.
bool shows_untold_part(const ClonePage& page) {
  return std::any_of(page.chromosomes.begin(), page.chromosomes.end(), [](const auto& c) {
    return c.structure.segments.empty() && cytogenetics::is_normal_class(c.structure.placed);
  });
}

bool shows_unknown(const ClonePage& page) {
  return std::any_of(page.chromosomes.begin(), page.chromosomes.end(), [](const auto& c) {
    return (c.structure.segments.empty() && !cytogenetics::is_normal_class(c.structure.placed)) ||
           std::any_of(c.ends.begin(), c.ends.end(), [](const auto& e) { return e.from == "?"; });
  });
}

bool has_resized(const ClonePage& page) {
  return std::any_of(page.chromosomes.begin(), page.chromosomes.end(),
                     [](const auto& c) { return !c.structure.resized.empty(); });
}

bool shows_amplified(const ClonePage& page) {
  return std::any_of(page.chromosomes.begin(), page.chromosomes.end(), [](const auto& c) {
    return std::any_of(c.ends.begin(), c.ends.end(), [](const auto& e) { return e.from == "hsr"; });
  });
}

bool has_fragile_site(const ClonePage& page) {
  return std::any_of(page.chromosomes.begin(), page.chromosomes.end(),
                     [](const auto& c) { return !c.structure.fragile_sites.empty(); });
}

bool has_neocentromere(const ClonePage& page) {
  return std::any_of(page.chromosomes.begin(), page.chromosomes.end(),
                     [](const auto& c) { return c.structure.neocentromere.has_value(); });
}

}  // namespace

bool NamedChromosome::has_parent(ChromosomeClass c) const {
  return structure.placed == c || std::any_of(structure.segments.begin(), structure.segments.end(),
                                              [c](const auto& s) { return s.chromosome == c; });
}

std::vector<BreakMark> break_marks(const NamedChromosome& chromosome, const ChromosomeFigure& figure) {
  std::vector<BreakMark> marks;
  const auto& ends = chromosome.ends;
  // Where the segment begins that the structure has as its i-th, or where the one before it ends.
  const auto joint = [&](std::size_t i) { return figure.joints()[figure.turned() ? ends.size() - i : i]; };
  for (std::size_t i = 1; i < ends.size(); ++i)
    marks.push_back({joint(i), ends[i - 1].to + "::" + ends[i].from});
  if (!ends.empty() && figure.ring()) {
    marks.push_back({joint(0), ends.back().to + "::" + ends.front().from});
  } else if (!ends.empty()) {
    if (iscn::is_break(ends.front().from)) marks.push_back({joint(0), ":" + ends.front().from});
    if (iscn::is_break(ends.back().to)) marks.push_back({joint(ends.size()), ends.back().to + ":"});
  }
  for (const auto& site : chromosome.sites)
    marks.push_back({figure.along(chromosome.structure, site.units), site.words});
  return marks;
}

Pointer::Pointer(const ChromosomeFigure& figure, double along)
    : from(figure.outwards(along)),
      tip(figure.edge(along, 1) + from),
      bend(tip + from * (figure.ring() ? 12 : 4)),
      side(from.x < 0 ? -1 : 1) {}

std::size_t vacant_places(const ClonePage& page, ChromosomeClass chromosome) {
  const auto counted = [&page](ChromosomeClass c) {
    return std::find(page.counted.begin(), page.counted.end(), c) != page.counted.end();
  };
  const auto present = [&page](ChromosomeClass c) {
    return std::count_if(page.chromosomes.begin(), page.chromosomes.end(),
                         [c](const auto& x) { return x.structure.placed == c; });
  };
  if (!counted(chromosome)) return 0;
  auto missing = page.ploidy - present(chromosome);
  if (cytogenetics::is_sex_chromosome(chromosome)) {
    const auto x = present(ChromosomeClass::kX), y = present(ChromosomeClass::kY);
    missing = page.ploidy - x - y;
    const bool y_is_lost = counted(ChromosomeClass::kY) && y < x;
    if (y_is_lost != (chromosome == ChromosomeClass::kY)) return 0;
  }
  return static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, missing));
}

ClonePage clone_page(const iscn::Karyotype& given, std::size_t clone) {
  const auto karyotype = iscn::with_breakpoints(given);
  auto cell = iscn::structure(karyotype, clone);
  const int ploidy = iscn::count_clones(karyotype)[clone].ploidy;
  ClonePage page{iscn::print(given.clones[clone]),
                 subheading_of(given, clone),
                 ploidy,
                 {},
                 {},
                 {},
                 {},
                 cell.acentric[iscn::AcentricKind::kDoubleMinute],
                 std::move(cell.notes),
                 ParentColours({})};
  std::set<ChromosomeClass> counted;
  std::set<ChromosomeClass, iscn::InOrderOfText> parents;
  for (auto& c : cell.chromosomes) {
    auto ends = iscn::named_segments(c, karyotype);
    const bool normal = is_normal(c);
    page.chromosomes.push_back({std::move(c), std::move(ends), {}, normal});
    if (normal) continue;
    const auto& made = page.chromosomes.back().structure;
    // Of unknown content is what has the chromosome's centromere, as "r(X)".
    if (made.segments.empty() && cytogenetics::is_normal_class(made.placed)) parents.insert(made.placed);
    for (const auto& s : made.segments) {
      if (cytogenetics::is_normal_class(s.chromosome)) parents.insert(s.chromosome);
    }
  }
  for (const auto i : line_of(karyotype, clone)) {
    iscn::for_each_event(karyotype.clones[i], [&](const iscn::Event& event) {
      add_breaks(event, page.breaks);
      add_sites(event, page.chromosomes);
      if (event.kind == iscn::EventKind::kWhole) {
        if (const auto c = cytogenetics::parse_class(event.chromosome.name)) counted.insert(*c);
      }
      if (event.kind == iscn::EventKind::kWord && event.word == "dmin")
        page.double_minutes = iscn::print(event);
      if (event.kind == iscn::EventKind::kVariant && !iscn::is_seen(event))
        page.notes.push_back("drawn as usual: " + iscn::print(event));
    });
  }
  // A lone X, or more sex chromosomes than two, is a finding that stands in no event.
  const auto& sex = karyotype.clones[line_of(karyotype, clone).front()].sex;
  const auto abnormal_sex = std::count_if(
      page.chromosomes.begin(), page.chromosomes.end(),
      [](const auto& c) { return !c.normal && cytogenetics::is_sex_chromosome(c.structure.placed); });
  if (sex.find_first_not_of("XY") == std::string::npos &&
      static_cast<int>(sex.size()) + abnormal_sex != ploidy) {
    for (const char letter : sex) counted.insert(letter == 'X' ? ChromosomeClass::kX : ChromosomeClass::kY);
  }
  page.counted.assign(counted.begin(), counted.end());
  page.colours = ParentColours({parents.begin(), parents.end()});
  return page;
}

double draw_heading(Canvas& canvas, const ClonePage& page, double top) {
  auto style = kHeading;
  style.max_width = page.room();
  top += canvas.text({kIdeogramMargin, top}, page.heading, style);
  if (!page.subheading.empty()) {
    top +=
        4 + canvas.text({kIdeogramMargin, top + 4}, page.subheading,
                        {.size = 11, .ink = kMuted, .max_width = page.room(), .max_lines = 4, .iscn = true});
  }
  return top + 14;
}

double draw_notes(Canvas& canvas, const ClonePage& page, BandLevel level, double top) {
  double x = kIdeogramMargin;
  constexpr double kSwatch = 12;
  const TextStyle small{.size = 11, .ink = kMuted};
  for (const auto c : page.colours.parents()) {
    if (x > page.right() - 120) {
      x = kIdeogramMargin;
      top += 20;
    }
    canvas.rectangle({x, top + 1, kSwatch, kSwatch}, page.colours.solid(c));
    canvas.text({x + kSwatch + 5, top}, "chromosome " + std::string(to_string(c)), small);
    x += 125;
  }
  if (!page.colours.parents().empty()) top += 20;
  std::string text = std::string("Ideograms at ") + name_of(level) +
                     " bands. Oblique strokes: variable regions and centromeres.";
  if (!page.breaks.empty()) text += " Each break is drawn in the middle of its band.";
  if (shows_unknown(page)) text += " Hatched both ways: of unknown origin, its length means nothing.";
  if (shows_untold_part(page))
    text +=
        " Hatched in a chromosome's colour: it has that centromere; what else, and how much, is not told.";
  if (has_resized(page))
    text += " By how much a variant differs is not told: it is drawn so that it can be seen.";
  if (shows_amplified(page))
    text += " Plain grey: a homogeneously staining region (hsr), its length means nothing.";
  if (has_fragile_site(page)) text += " A gap: a fragile site (fra).";
  const auto [fewest, most] = page.double_minute_number;
  if (fewest != most) text += " Pale double minutes: not in every cell.";
  if (most > DoubleMinutes::kMost) text += " Of the double minutes 100 are drawn.";
  if (has_neocentromere(page))
    text += " A neocentromere is a constriction (neo), the chromosome's other centromeres are inactive.";
  const TextStyle lines{.size = 11, .ink = kMuted, .max_width = page.room(), .max_lines = 8, .iscn = true};
  top += canvas.text({kIdeogramMargin, top}, text, lines) + 2;
  for (const auto& note : page.notes) {
    top += canvas.text({kIdeogramMargin, top}, "Note: " + note, lines) + 2;
  }
  return top;
}

namespace {

constexpr double kMinuteColumn = 21, kMinuteRow = 18;

}  // namespace

DoubleMinutes::DoubleMinutes(iscn::Range number)
    : certain_(std::min(number.low, kMost)),
      all_(std::min(number.high, kMost)),
      columns_(std::max(1, static_cast<int>(std::ceil(std::sqrt(1.3 * all_))))) {}

double DoubleMinutes::width() const { return all_ == 0 ? 0 : columns_ * kMinuteColumn; }
double DoubleMinutes::height() const { return (all_ + columns_ - 1) / columns_ * kMinuteRow; }

void DoubleMinutes::draw(Canvas& canvas, Point centre) const {
  constexpr double kRadius = 2.4, kScatter = 3.5, kGoldenAngle = 2.39996;
  const Point corner = centre - Point{width(), height()} * 0.5;
  for (int i = 0; i < all_; ++i) {
    // Strewn, and each turned in its own way.
    const double angle = kGoldenAngle * i;
    const Point strewn = Point{std::cos(3 * angle), std::sin(5 * angle)} * kScatter;
    const Point place =
        corner + strewn + Point{(i % columns_ + 0.5) * kMinuteColumn, (i / columns_ + 0.5) * kMinuteRow};
    const Point to_dot = Point{std::cos(angle), std::sin(angle)} * (kRadius + 0.15);
    for (const auto dot : {place - to_dot, place + to_dot})
      canvas.disc(dot, kRadius, i < certain_ ? kMuted : kHairline);
  }
}

std::vector<double> spread(const std::vector<double>& wanted, double gap) {
  // Without the gaps the places need only not descend: runs that do are pooled at their mean.
  struct Run {
    double sum = 0;
    int count = 0;
    double mean() const { return sum / count; }
  };
  std::vector<Run> runs;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    runs.push_back({wanted[i] - static_cast<double>(i) * gap, 1});
    while (runs.size() > 1 && runs[runs.size() - 2].mean() > runs.back().mean()) {
      const auto last = runs.back();
      runs.pop_back();
      runs.back() = {runs.back().sum + last.sum, runs.back().count + last.count};
    }
  }
  std::vector<double> places;
  for (const auto& run : runs) {
    for (int i = 0; i < run.count; ++i)
      places.push_back(run.mean() + static_cast<double>(places.size()) * gap);
  }
  return places;
}

}  // namespace pinnacle::render
