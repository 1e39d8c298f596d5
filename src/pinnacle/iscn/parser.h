#ifndef PINNACLE_ISCN_PARSER_H_
#define PINNACLE_ISCN_PARSER_H_

#include <string_view>

#include "pinnacle/base/expected.h"
#include "pinnacle/iscn/fault.h"
#include "pinnacle/iscn/karyotype.h"

namespace pinnacle::iscn {

inline constexpr std::size_t kLongestText = 8192;  ///< In bytes.

/// What a lenient reading made of a text.
struct Reading {
  Karyotype karyotype;   ///< In the modern form, as far as it could be read.
  Faults faults;         ///< Where the text departs from the form of ISCN; none if it is well-formed.
  bool complete = true;  ///< False: something could not be read and is missing in `karyotype`.
};

/// Reads a karyotype as people type it: with spaces, small x, missing commas and parentheses, forms of old
/// editions. Each departure is a fault.
///
/// @note Form only: see check() for counts, bands and order. Takes any bytes; linear in their number, no
/// recursion.
Reading read(std::string_view text);

/// The strict reading: a text that has the form of ISCN.
/// @errors kDamaged: the first departure, its place "character N". kUnsupported: longer than kLongestText.
base::Expected<Karyotype> parse(std::string_view text);

}  // namespace pinnacle::iscn

#endif  // PINNACLE_ISCN_PARSER_H_
