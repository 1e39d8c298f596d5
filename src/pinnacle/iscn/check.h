#ifndef PINNACLE_ISCN_CHECK_H_
#define PINNACLE_ISCN_CHECK_H_

#include <optional>
#include <string>
#include <string_view>

#include "pinnacle/iscn/fault.h"
#include "pinnacle/iscn/karyotype.h"

namespace pinnacle::iscn {

/// What a reader who knows the nomenclature says of a text.
struct Verdict {
  bool valid = false;  ///< Strictly: the text is ISCN as it stands, and its numbers add up.
  Faults faults;       ///< By their place in the text. valid means no errors; there may be warnings.
  std::optional<Karyotype> karyotype;  ///< If all of the text could be read, errors or not.
  std::optional<std::string>
      suggestion;  ///< A text without errors that may have been meant; only if not valid.
};

/// @note Any bytes; bounded by kLongestText. Pure, thread-safe.
Verdict check(std::string_view text);

}  // namespace pinnacle::iscn

#endif  // PINNACLE_ISCN_CHECK_H_
