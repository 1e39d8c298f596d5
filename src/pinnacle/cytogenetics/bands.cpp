#include "pinnacle/cytogenetics/bands.h"

#include <algorithm>
#include <array>
#include <sstream>
#include <string_view>

#include "pinnacle/base/check.h"
#include "pinnacle/cytogenetics/band_tables.h"

namespace pinnacle::cytogenetics {
namespace {

Stain stain_of(const std::string& name) {
  if (name == "gneg") return Stain::kNegative;
  if (name == "gpos") return Stain::kPositive;
  if (name == "acen") return Stain::kCentromere;
  if (name == "gvar") return Stain::kVariable;
  PINNACLE_CHECK(name == "stalk", "an unknown stain in the band table: " + name);
  return Stain::kStalk;
}

Band band_of(const std::string& line) {
  std::array<std::string, 9> field;
  std::istringstream fields(line);
  for (auto& f : field) std::getline(fields, f, '\t');
  const auto chromosome = parse_class(field[0]);
  PINNACLE_CHECK(chromosome, "an unknown chromosome in the band table: " + line);
  return {*chromosome,
          field[1] == "p",
          field[2],
          std::stod(field[3]),
          std::stod(field[4]),
          stain_of(field[7]),
          field[8].empty() ? 0 : std::stoi(field[8]),
          std::stol(field[5]),
          std::stol(field[6])};
}

std::vector<Band> parsed(std::string_view table) {
  std::vector<Band> all;
  std::istringstream lines{std::string(table)};
  std::string line;
  std::getline(lines, line);  // The names of the columns.
  while (std::getline(lines, line)) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (!line.empty()) all.push_back(band_of(line));
  }
  std::stable_sort(all.begin(), all.end(), [](const Band& a, const Band& b) {
    return std::pair(a.chromosome, a.start) < std::pair(b.chromosome, b.start);
  });
  return all;
}

/// Stretches the parts of each coarser band so that they fill it. In the source's table of 550 bands those of
/// seven (7q11.2, 8q11.2, 11p11.1, 12q24.3, 18p11.3, Xp11.2, Yq11.2) leave a hole, though their base pairs
/// follow each other.
std::vector<Band> filled(std::vector<Band> fine, const std::vector<Band>& coarse) {
  for (const auto& whole : coarse) {
    const auto is_part = [&whole](const Band& band) {
      return band.chromosome == whole.chromosome && band.start_bp >= whole.start_bp &&
             band.stop_bp <= whole.stop_bp;
    };
    double length = 0;
    for (const auto& band : fine) length += is_part(band) ? band.stop - band.start : 0;
    double at = whole.start;
    for (auto& band : fine) {
      if (!is_part(band)) continue;
      const double own = (band.stop - band.start) * (whole.stop - whole.start) / length;
      band.start = at;
      band.stop = at += own;
    }
  }
  return fine;
}

}  // namespace

const std::vector<Band>& bands(BandLevel level) {
  static const auto coarsest = parsed(kBands400);
  static const std::array<std::vector<Band>, 3> tables{coarsest, filled(parsed(kBands550), coarsest),
                                                       parsed(kBands850)};
  return tables[static_cast<std::size_t>(level)];
}

std::vector<Band> bands_of(ChromosomeClass chromosome, BandLevel level) {
  std::vector<Band> own;
  for (const auto& band : bands(level)) {
    if (band.chromosome == chromosome) own.push_back(band);
  }
  PINNACLE_CHECK(!own.empty(), "bands of a normal chromosome");
  return own;
}

double length_of(ChromosomeClass chromosome, BandLevel level) {
  return bands_of(chromosome, level).back().stop;
}

std::optional<double> stalk_end(ChromosomeClass chromosome, BandLevel level) {
  for (const auto& band : bands_of(chromosome, level)) {
    if (band.stain == Stain::kStalk) return band.stop;
  }
  return std::nullopt;
}

double centromere_of(ChromosomeClass chromosome, BandLevel level) {
  const auto own = bands_of(chromosome, level);
  const auto q = std::find_if(own.begin(), own.end(), [](const Band& band) { return !band.on_p_arm; });
  PINNACLE_CHECK(q != own.end(), "a chromosome with a q arm");
  return q->start / own.back().stop;
}

}  // namespace pinnacle::cytogenetics
