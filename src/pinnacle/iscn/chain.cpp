#include "pinnacle/iscn/chain.h"

#include <algorithm>
#include <array>

#include "pinnacle/cytogenetics/bands.h"

namespace pinnacle::iscn {
namespace {

using cytogenetics::ChromosomeClass;
using cytogenetics::Segment;

bool contains(const Segment& s, Locus locus) {
  return s.chromosome == locus.chromosome && std::min(s.from, s.to) <= locus.at &&
         locus.at <= std::max(s.from, s.to);
}

bool has_length(const Segment& s) { return s.from != s.to || !cytogenetics::is_normal_class(s.chromosome); }

/// Lengths and centromeres of the 24, looked up once.
struct Measures {
  std::array<double, cytogenetics::kClassCount> length{}, centromere{};
};

const Measures& measures() {
  static const auto all = [] {
    Measures m;
    for (int k = 0; k < cytogenetics::kClassCount; ++k) {
      const auto chromosome = static_cast<ChromosomeClass>(k);
      const auto i = static_cast<std::size_t>(k);
      m.length[i] = cytogenetics::length_of(chromosome, cytogenetics::BandLevel::k850);
      m.centromere[i] = cytogenetics::centromere_of(chromosome, cytogenetics::BandLevel::k850) * m.length[i];
    }
    return m;
  }();
  return all;
}

}  // namespace

double centromere_at(ChromosomeClass chromosome) {
  return measures().centromere[static_cast<std::size_t>(chromosome)];
}
double length_at(ChromosomeClass chromosome) {
  return measures().length[static_cast<std::size_t>(chromosome)];
}

Chain normal_chain(ChromosomeClass chromosome) { return {{chromosome, 0, length_at(chromosome)}}; }

double length_of(const Chain& chain) {
  double length = 0;
  for (const auto& s : chain) length += s.length();
  return length;
}

Chain stretch(ChromosomeClass chromosome, double from, double to) { return {{chromosome, from, to}}; }
Chain unknown_chain() { return {{ChromosomeClass::kUnclassified, 0, 0}}; }
Chain amplified_chain() { return {{ChromosomeClass::kUnclassified, 0, 0, true}}; }

Chain reversed(const Chain& chain) {
  Chain other(chain.rbegin(), chain.rend());
  for (auto& s : other) std::swap(s.from, s.to);
  return other;
}

Chain joined(const Chain& a, const Chain& b) {
  Chain all;
  for (const auto* part : {&a, &b}) {
    for (const auto& s : *part) {
      if (!has_length(s)) continue;
      // What was broken and joined again where it was is one segment.
      if (!all.empty() && all.back().chromosome == s.chromosome &&
          cytogenetics::is_normal_class(s.chromosome) && all.back().to == s.from &&
          (all.back().from < all.back().to) == (s.from < s.to)) {
        all.back().to = s.to;
      } else {
        all.push_back(s);
      }
    }
  }
  return all;
}

bool has_centromere(const Chain& chain, ChromosomeClass chromosome) {
  if (!cytogenetics::is_normal_class(chromosome)) return false;
  const Locus centromere{chromosome, centromere_at(chromosome)};
  return std::any_of(chain.begin(), chain.end(), [&](const Segment& s) { return contains(s, centromere); });
}

std::optional<std::pair<Chain, Chain>> broken_at(const Chain& chain, Locus locus) {
  const auto at =
      std::find_if(chain.begin(), chain.end(), [&](const Segment& s) { return contains(s, locus); });
  if (at == chain.end()) return std::nullopt;
  Chain left(chain.begin(), at), right(at + 1, chain.end());
  return std::pair(joined(left, stretch(locus.chromosome, at->from, locus.at)),
                   joined(stretch(locus.chromosome, locus.at, at->to), right));
}

std::optional<ThreeParts> broken_twice(const Chain& chain, Locus first, Locus second) {
  auto once = broken_at(chain, first);
  if (!once) return std::nullopt;
  if (const auto behind = broken_at(once->second, second))
    return ThreeParts{once->first, behind->first, behind->second};
  if (const auto before = broken_at(once->first, second))
    return ThreeParts{before->first, before->second, once->second};
  return std::nullopt;
}

std::optional<CentricBreak> broken_beside_centromere(const Chain& chain, Locus locus,
                                                     ChromosomeClass centromere) {
  const auto parts = broken_at(chain, locus);
  if (!parts) return std::nullopt;
  if (has_centromere(parts->first, centromere)) {
    const auto from_behind = broken_at(reversed(chain), locus);
    return CentricBreak{reversed(from_behind->second), reversed(from_behind->first), true};
  }
  return CentricBreak{reversed(parts->second), reversed(parts->first), false};
}

}  // namespace pinnacle::iscn
