#ifndef PINNACLE_ISCN_HETEROMORPHISM_H_
#define PINNACLE_ISCN_HETEROMORPHISM_H_

#include <string>
#include <string_view>
#include <vector>

#include "pinnacle/cytogenetics/derivative.h"
#include "pinnacle/iscn/karyotype.h"

namespace pinnacle::iscn {

/// What "qh-", "ps+", "pstk+" or "cenh+" changes of a chromosome: its heterochromatin (h), satellites (s; doubled, ss)
/// or stalk (stk). By how much ISCN does not tell: it is made plain to see.
/// @return  Nothing where the variant tells no size ("9phqh"), or the chromosome has no such region.
std::vector<cytogenetics::ResizedStretch> resized_by(std::string_view variant,
                                                     cytogenetics::ChromosomeClass chromosome);

/// Whether "ps" of "17ps", "qs" of "Yqs" puts satellites on an arm that has none on a normal chromosome.
bool has_new_satellites(std::string_view variant, cytogenetics::ChromosomeClass chromosome, Arm arm);

/// The same in plain English: "longer heterochromatin of the long arm".
/// @return  Empty where the variant cannot be told so.
std::string plain_heteromorphism(std::string_view variant);

}  // namespace pinnacle::iscn

#endif  // PINNACLE_ISCN_HETEROMORPHISM_H_
