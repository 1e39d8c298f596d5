#include "pinnacle/render/canvas.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <cairo.h>
#include <pango/pangocairo.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstring>
#include <string_view>

#include "pinnacle/base/check.h"
#include "pinnacle/image/codec.h"

namespace pinnacle::render {
namespace {

cairo_status_t collect(void* bytes, const unsigned char* data, unsigned int length) {
  auto& all = *static_cast<Bytes*>(bytes);
  all.insert(all.end(), data, data + length);
  return CAIRO_STATUS_SUCCESS;
}

using Surface = std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)>;
using Context = std::unique_ptr<cairo_t, decltype(&cairo_destroy)>;

/// The pixels of an RGB24 surface.
image::Colours colours_of(cairo_surface_t* surface) {
  cairo_surface_flush(surface);
  image::Colours colours(cairo_image_surface_get_width(surface), cairo_image_surface_get_height(surface));
  const auto* data = cairo_image_surface_get_data(surface);
  const int stride = cairo_image_surface_get_stride(surface);
  for (int y = 0; y < colours.height(); ++y) {
    const auto* row = reinterpret_cast<const std::uint32_t*>(data + static_cast<std::ptrdiff_t>(y) * stride);
    std::transform(row, row + colours.width(), colours.row(y), [](std::uint32_t pixel) {
      const auto byte = [pixel](int shift) { return static_cast<std::uint8_t>(pixel >> shift); };
      return image::Rgb{byte(16), byte(8), byte(0)};
    });
  }
  return colours;
}

void set(cairo_t* c, Ink ink) { cairo_set_source_rgba(c, ink.r, ink.g, ink.b, ink.a); }

void check(cairo_t* c) {
  PINNACLE_CHECK(cairo_status(c) == CAIRO_STATUS_SUCCESS, cairo_status_to_string(cairo_status(c)));
}

/// A karyotype's lines.
class IscnLines {
 public:
  /// @param width  In Pango's units.
  IscnLines(PangoLayout* layout, int width, int most) : layout_(layout), width_(width), left_(most) {}

  std::string of(const std::string& words) {
    add(words, 0);
    return done_ + line_;
  }

 private:
  /// Where a line may end: behind what reads as a unit; if that is too long, behind smaller and smaller ones.
  static constexpr int kLevels = 4;

  static bool may_break(const std::string& words, std::size_t at, int level) {
    const char before = words[at - 1], after = words[at];
    const bool joint = before == ':' && after != ':';
    switch (level) {
      case 0:
        return before == ' ' || (before == ',' && after != ' ') || joint;
      case 1:  // Between the links of a derivative chromosome.
        return before == ')' && std::isalpha(static_cast<unsigned char>(after));
      case 2:
        return before == ';' || (before == ')' && after == '(') ||
               std::string_view(words).substr(0, at).ends_with("->");
      default:
        return (after & 0xC0) != 0x80 && !(before == '-' && after == '>') && !(before == ':' && after == ':');
    }
  }

  void add(const std::string& words, int level) {
    std::size_t from = 0;
    for (std::size_t at = 1; at <= words.size(); ++at) {
      if (at < words.size() && (level == kLevels || !may_break(words, at, level))) continue;
      add_unit(words.substr(from, at - from), level);
      from = at;
    }
  }

  void add_unit(const std::string& unit, int level) {
    const bool last = left_ == 1, whole = level == kLevels;
    if (last || fits(line_ + unit)) {
      line_ += unit;
    } else if (whole || fits(unit)) {
      if (!line_.empty()) end_line();
      line_ += unit;
    } else {
      add(unit, level + 1);
    }
  }

  void end_line() {
    done_ += unspaced(line_) + '\n';
    line_.clear();
    --left_;
  }

  /// Without the spaces at its end.
  static std::string unspaced(const std::string& words) {
    return words.substr(0, words.find_last_not_of(' ') + 1);
  }

  bool fits(const std::string& words) {
    pango_layout_set_text(layout_, unspaced(words).c_str(), -1);
    int width = 0;
    pango_layout_get_size(layout_, &width, nullptr);
    return width <= width_;
  }

  PangoLayout* layout_;
  int width_, left_;  ///< So many lines are left.
  std::string done_, line_;
};

struct Layout {
  std::unique_ptr<PangoLayout, decltype(&g_object_unref)> layout;
  double left, width, height;
};

/// At every scale text is as large as at every other: what is measured on one canvas is drawn on another.
void measure_unhinted(PangoLayout* layout) {
  auto* options = cairo_font_options_create();
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  auto* context = pango_layout_get_context(layout);
  pango_cairo_context_set_font_options(context, options);
  pango_context_set_round_glyph_positions(context, FALSE);
  pango_layout_context_changed(layout);
  cairo_font_options_destroy(options);
}

Layout laid_out(cairo_t* c, const std::string& words, const TextStyle& style) {
  Layout text{{pango_cairo_create_layout(c), &g_object_unref}, 0, 0, 0};
  auto* layout = text.layout.get();
  measure_unhinted(layout);
  auto* font = pango_font_description_from_string(style.bold ? "DejaVu Sans Bold" : "DejaVu Sans");
  pango_font_description_set_absolute_size(font, style.size * PANGO_SCALE);
  pango_layout_set_font_description(layout, font);
  pango_font_description_free(font);
  // File names may hold any bytes; pango takes UTF-8 only.
  gchar* valid = g_utf8_make_valid(words.c_str(), static_cast<gssize>(words.size()));
  const int max_width = static_cast<int>(style.max_width * PANGO_SCALE);
  const bool broken = style.iscn && style.max_width > 0;
  const auto text_lines =
      broken ? IscnLines(layout, max_width, style.max_lines).of(valid) : std::string(valid);
  g_free(valid);
  pango_layout_set_text(layout, text_lines.c_str(), -1);
  if (style.max_width > 0) {
    pango_layout_set_width(layout, max_width);
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
    pango_layout_set_height(layout,
                            broken ? -1 : -style.max_lines);  // Of each line that was broken, or of all.
    pango_layout_set_alignment(layout, style.align == Align::kCentre  ? PANGO_ALIGN_CENTER
                                       : style.align == Align::kRight ? PANGO_ALIGN_RIGHT
                                                                      : PANGO_ALIGN_LEFT);
  }
  int width = 0, height = 0;
  pango_layout_get_size(layout, &width, &height);
  text.width = style.max_width > 0 ? style.max_width : static_cast<double>(width) / PANGO_SCALE;
  text.height = static_cast<double>(height) / PANGO_SCALE;
  text.left = style.align == Align::kCentre ? -text.width / 2 : style.align == Align::kRight ? -text.width : 0;
  return text;
}

void trace(cairo_t* c, const std::vector<base::Point>& points, bool closed, double thickness, Ink ink, bool dashed) {
  if (points.empty()) return;
  set(c, ink);
  cairo_set_line_width(c, thickness);
  cairo_set_line_join(c, CAIRO_LINE_JOIN_ROUND);
  const double dashes[] = {3 * thickness, 2 * thickness};
  cairo_set_dash(c, dashes, dashed ? 2 : 0, 0);
  cairo_new_path(c);
  for (const auto p : points) cairo_line_to(c, p.x, p.y);
  if (closed) cairo_close_path(c);
  cairo_stroke(c);
  cairo_set_dash(c, dashes, 0, 0);
}

void add_ring(cairo_t* c, const base::Polygon& ring) {
  cairo_new_path(c);
  for (const auto p : ring) cairo_line_to(c, p.x, p.y);
  cairo_close_path(c);
}

void begin_white(cairo_t* c) {
  cairo_set_source_rgb(c, 1, 1, 1);
  cairo_paint(c);
}

}  // namespace

Sprite::Sprite(const image::Grey& grey, const image::Mask& opacity)
    : width_(grey.width()), height_(grey.height()),
      surface_(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width_, height_), cairo_surface_destroy) {
  PINNACLE_CHECK(opacity.width() == width_ && opacity.height() == height_, "an opacity for each pixel");
  auto* data = cairo_image_surface_get_data(surface_.get());
  const int stride = cairo_image_surface_get_stride(surface_.get());
  for (int y = 0; y < height_; ++y) {
    auto* row = reinterpret_cast<std::uint32_t*>(data + static_cast<std::ptrdiff_t>(y) * stride);
    for (int x = 0; x < width_; ++x) {
      const std::uint32_t a = opacity(x, y), v = grey(x, y) * a / 255;
      row[x] = a << 24 | v << 16 | v << 8 | v;
    }
  }
  cairo_surface_mark_dirty(surface_.get());
}

Sprite::Sprite(const image::Grey& grey) : Sprite(grey, image::Mask(grey.width(), grey.height(), 255)) {}

Bytes Canvas::png(double width, double height, const Drawing& draw, double scale) {
  const auto pixels = [scale](double side) { return static_cast<int>(std::ceil(side * scale)); };
  const Surface surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, pixels(width), pixels(height)), cairo_surface_destroy);
  const Context context(cairo_create(surface.get()), cairo_destroy);
  begin_white(context.get());
  cairo_scale(context.get(), scale, scale);
  Canvas canvas(context.get());
  draw(canvas);
  check(context.get());
  return image::encode_png(colours_of(surface.get()));
}

std::string Canvas::svg(double width, double height, const Drawing& draw) {
  Bytes bytes;
  {
    const Surface surface(cairo_svg_surface_create_for_stream(collect, &bytes, width, height), cairo_surface_destroy);
    cairo_svg_surface_set_document_unit(surface.get(), CAIRO_SVG_UNIT_PX);
    const Context context(cairo_create(surface.get()), cairo_destroy);
    begin_white(context.get());
    Canvas canvas(context.get());
    draw(canvas);
    check(context.get());
    cairo_surface_finish(surface.get());
  }
  return {bytes.begin(), bytes.end()};
}

Bytes Canvas::pdf(double width, double height, const std::string& title, const Drawing& draw) {
  Bytes bytes;
  {
    const Surface surface(cairo_pdf_surface_create_for_stream(collect, &bytes, width, height), cairo_surface_destroy);
    gchar* valid = g_utf8_make_valid(title.c_str(), static_cast<gssize>(title.size()));
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE, valid);
    g_free(valid);
    // A fixed date: the same case gives the same bytes.
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATE_DATE, "2026-01-01T00:00:00Z");
    const Context context(cairo_create(surface.get()), cairo_destroy);
    Canvas canvas(context.get());
    draw(canvas);
    check(context.get());
    cairo_surface_finish(surface.get());
  }
  return bytes;
}

void Canvas::next_page() { cairo_show_page(context_); }

void Canvas::resize_page(double width, double height) {
  auto* surface = cairo_get_target(context_);
  PINNACLE_CHECK(cairo_surface_get_type(surface) == CAIRO_SURFACE_TYPE_PDF, "only a PDF has pages");
  cairo_pdf_surface_set_size(surface, width, height);
}

void Canvas::line(base::Point from, base::Point to, double thickness, Ink ink) {
  set(context_, ink);
  cairo_set_line_width(context_, thickness);
  cairo_move_to(context_, from.x, from.y);
  cairo_line_to(context_, to.x, to.y);
  cairo_stroke(context_);
}

void Canvas::rectangle(const base::Box& box, Ink fill) {
  set(context_, fill);
  cairo_rectangle(context_, box.x, box.y, box.width, box.height);
  cairo_fill(context_);
}

void Canvas::outline(const std::vector<base::Point>& ring, double thickness, Ink ink, bool dashed) {
  trace(context_, ring, true, thickness, ink, dashed);
}

void Canvas::polyline(const std::vector<base::Point>& points, double thickness, Ink ink, bool dashed) {
  trace(context_, points, false, thickness, ink, dashed);
}

void Canvas::disc(base::Point centre, double radius, Ink fill) {
  set(context_, fill);
  cairo_new_path(context_);
  cairo_arc(context_, centre.x, centre.y, radius, 0, 2 * M_PI);
  cairo_fill(context_);
}

void Canvas::area(const base::Polygon& ring, Ink fill) {
  set(context_, fill);
  add_ring(context_, ring);
  cairo_fill(context_);
}

void Canvas::within(const base::Polygon& ring, const Drawing& draw) {
  cairo_save(context_);
  add_ring(context_, ring);
  cairo_clip(context_);
  draw(*this);
  cairo_restore(context_);
}

void Canvas::within(const base::Box& box, const Drawing& draw) {
  cairo_save(context_);
  cairo_rectangle(context_, box.x, box.y, box.width, box.height);
  cairo_clip(context_);
  draw(*this);
  cairo_restore(context_);
}

double Canvas::text(base::Point at, const std::string& words, const TextStyle& style) {
  const auto laid = laid_out(context_, words, style);
  set(context_, style.ink);
  cairo_move_to(context_, at.x + laid.left, at.y);
  pango_cairo_show_layout(context_, laid.layout.get());
  return laid.height;
}

void Canvas::upward_text(base::Point at, const std::string& words, const TextStyle& style) {
  cairo_save(context_);
  cairo_translate(context_, at.x, at.y);
  cairo_rotate(context_, -M_PI / 2);
  text({0, 0}, words, style);
  cairo_restore(context_);
}

double Canvas::height_of(const std::string& words, const TextStyle& style) const {
  return laid_out(context_, words, style).height;
}

double Canvas::width_of(const std::string& words, const TextStyle& style) const {
  return laid_out(context_, words, style).width;
}

std::vector<std::string> Canvas::lines_of(const std::string& words, const TextStyle& style) const {
  const auto laid = laid_out(context_, words, style);
  const char* text = pango_layout_get_text(laid.layout.get());
  std::vector<std::string> lines;
  for (auto* at = pango_layout_get_lines_readonly(laid.layout.get()); at != nullptr; at = at->next) {
    const auto* line = static_cast<PangoLayoutLine*>(at->data);
    lines.emplace_back(text + line->start_index, static_cast<std::size_t>(line->length));
  }
  return lines;
}

void Canvas::label(base::Point centre, const std::string& words, const TextStyle& style) {
  const auto laid = laid_out(context_, words, style);
  cairo_move_to(context_, centre.x - laid.width / 2, centre.y - laid.height / 2);
  pango_cairo_layout_path(context_, laid.layout.get());
  set(context_, kWhite);
  cairo_set_line_width(context_, style.size * 0.28);
  cairo_set_line_join(context_, CAIRO_LINE_JOIN_ROUND);
  cairo_stroke_preserve(context_);
  set(context_, style.ink);
  cairo_fill(context_);
}

void Canvas::sprite(const Sprite& sprite, base::Point anchor, base::Point at, double angle, double scale) {
  cairo_save(context_);
  cairo_translate(context_, at.x, at.y);
  cairo_rotate(context_, angle);
  cairo_scale(context_, scale, scale);
  // Pixel centres lie at whole numbers; cairo's lie at halves.
  cairo_translate(context_, -anchor.x - 0.5, -anchor.y - 0.5);
  cairo_set_source_surface(context_, sprite.surface(), 0, 0);
  cairo_pattern_set_filter(cairo_get_source(context_), CAIRO_FILTER_GOOD);
  cairo_paint(context_);
  cairo_restore(context_);
}

}  // namespace pinnacle::render
