#ifndef PINNACLE_RENDER_HTML_H_
#define PINNACLE_RENDER_HTML_H_

#include <string>

#include "pinnacle/render/canvas.h"

namespace pinnacle::render {

/// Text as it may stand in an element or a quoted attribute.
std::string html_escaped(const std::string& text);

/// An image element that holds its picture: the page needs no other file.
/// @param words  What it shows, for those who do not see it.
std::string html_picture(const Bytes& png, const std::string& words);
/// @note  A drawing of its own, as an image: several drawings in one page would share the names of their
/// glyphs.
std::string html_picture(const std::string& svg, const std::string& words);

}  // namespace pinnacle::render

#endif  // PINNACLE_RENDER_HTML_H_
