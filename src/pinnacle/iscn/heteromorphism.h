#ifndef PINNACLE_ISCN_HETEROMORPHISM_H_
#define PINNACLE_ISCN_HETEROMORPHISM_H_

#include <string>
#include <vector>

#include "pinnacle/cytogenetics/derivative.h"
#include "pinnacle/iscn/karyotype.h"

namespace pinnacle::iscn {

/// What "16qh-", "21ps+", "22pstk+" or "15cenh+" changes of a chromosome: its heterochromatin (h), satellites
/// (s; doubled, ss) or stalk (stk; doubled, stkstk). By how much ISCN does not tell: it is made plain to see.
/// @return  Nothing where the variant tells no size ("9phqh"), or the chromosome has no such region
/// ("1q41h+").
/// @param event  Of EventKind::kVariant.
std::vector<cytogenetics::ResizedStretch> resized_by(const Event& event);

/// Whether "ps" of "17ps", "qs" of "Yqs" puts satellites on an arm that has none on a normal chromosome.
/// @param event  Of EventKind::kVariant.
bool has_new_satellites(const Event& event, Arm arm);

/// Whether a drawing shows the variant; of "9phqh" there is nothing to see.
/// @param event  Of EventKind::kVariant.
bool is_seen(const Event& event);

/// A variant in plain English: "longer heterochromatin of the long arm".
std::string plain_heteromorphism(const std::vector<Heteromorphism>& variant);

/// Single or double satellites.
bool is_satellite(const Heteromorphism& part);
/// A single or double stalk.
bool is_stalk(const Heteromorphism& part);
/// Double satellites or stalks.
bool is_doubled(const Heteromorphism& part);

}  // namespace pinnacle::iscn

#endif  // PINNACLE_ISCN_HETEROMORPHISM_H_
