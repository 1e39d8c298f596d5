#ifndef PINNACLE_ISCN_PLAIN_TEXT_H_
#define PINNACLE_ISCN_PLAIN_TEXT_H_

#include <string>
#include <string_view>
#include <vector>

namespace pinnacle::iscn {

/// Stands in PlainText for a character that has no place in a karyotype.
inline constexpr char kForeign = '\x01';

/// A text with the typographic minus, times, arrow, tilde and quotation signs as ASCII.
struct PlainText {
  std::string ascii;  ///< Only ASCII; "_" after an underlined character.
  std::vector<std::size_t>
      characters;  ///< For each of `ascii`, and its end: which character of the text it was.
};

/// @note Takes any bytes: what is no UTF-8 becomes kForeign.
PlainText plain_text(std::string_view utf8);

}  // namespace pinnacle::iscn

#endif  // PINNACLE_ISCN_PLAIN_TEXT_H_
