#include "pinnacle/iscn/plain_text.h"

#include <algorithm>
#include <cstdint>

namespace pinnacle::iscn {
namespace {

/// The code point that begins at `at`, which is moved behind it; U+FFFD for what is no UTF-8.
std::uint32_t next_code_point(std::string_view text, std::size_t& at) {
  const auto lead = static_cast<unsigned char>(text[at++]);
  if (lead < 0x80) return lead;
  const int more = lead >= 0xF0 && lead < 0xF8   ? 3
                   : lead >= 0xE0 && lead < 0xF0 ? 2
                   : lead >= 0xC2 && lead < 0xE0 ? 1
                                                 : 0;
  if (more == 0) return 0xFFFD;
  std::uint32_t code = lead & (0x3Fu >> more);
  for (int i = 0; i < more; ++i) {
    if (at >= text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80) return 0xFFFD;
    code = code << 6 | (static_cast<unsigned char>(text[at++]) & 0x3F);
  }
  return code;
}

std::string_view ascii_of(std::uint32_t code) {
  switch (code) {
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2212:
    case 0xFE63:
    case 0xFF0D:
      return "-";
    case 0x00D7:
    case 0x2715:
      return "x";
    case 0x2192:
      return "->";
    case 0x00A0:
    case 0x2002:
    case 0x2003:
    case 0x2009:
    case 0x200A:
    case 0x202F:
      return " ";
    case 0x2018:
    case 0x2019:
    case 0x2032:
      return "'";
    case 0x201C:
    case 0x201D:
    case 0x2033:
      return "\"";
    case 0x223C:
    case 0x02DC:
    case 0xFF5E:
      return "~";
    case 0x0332:
      return "_";
    default:
      return {};
  }
}

}  // namespace

PlainText plain_text(std::string_view utf8) {
  PlainText plain;
  plain.ascii.reserve(utf8.size());
  plain.characters.reserve(utf8.size() + 1);
  std::size_t character = 0;
  for (std::size_t at = 0; at < utf8.size(); ++character) {
    const auto code = next_code_point(utf8, at);
    const char own = code == '\t' ? ' ' : code >= 0x20 && code < 0x7F ? static_cast<char>(code) : kForeign;
    const auto mapped = code < 0x80 ? std::string_view{} : ascii_of(code);
    for (const char c : mapped.empty() ? std::string_view(&own, 1) : mapped) {
      plain.ascii += c;
      plain.characters.push_back(character);
    }
  }
  plain.characters.push_back(character);
  return plain;
}

}  // namespace pinnacle::iscn
