#include "pinnacle/render/html.h"

namespace pinnacle::render {
namespace {

std::string base64(const std::uint8_t* bytes, std::size_t size) {
  constexpr const char* kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t i = 0; i < size; i += 3) {
    const auto byte = [&](std::size_t k) { return i + k < size ? unsigned{bytes[i + k]} : 0u; };
    const unsigned three = byte(0) << 16 | byte(1) << 8 | byte(2);
    for (int k = 0; k < 4; ++k)
      out += i + static_cast<std::size_t>(k) <= size ? kDigits[three >> (18 - 6 * k) & 63] : '=';
  }
  return out;
}

std::string picture(const char* kind, const std::uint8_t* bytes, std::size_t size, const std::string& words) {
  return "<img alt=\"" + html_escaped(words) + "\" src=\"data:image/" + kind + ";base64," +
         base64(bytes, size) + "\">\n";
}

}  // namespace

std::string html_escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string html_picture(const Bytes& png, const std::string& words) {
  return picture("png", png.data(), png.size(), words);
}

std::string html_picture(const std::string& svg, const std::string& words) {
  return picture("svg+xml", reinterpret_cast<const std::uint8_t*>(svg.data()), svg.size(), words);
}

}  // namespace pinnacle::render
