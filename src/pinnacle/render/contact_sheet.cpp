#include "pinnacle/render/contact_sheet.h"

#include <algorithm>
#include <cmath>

#include "pinnacle/base/check.h"

namespace pinnacle::render {
namespace {

constexpr double kWidth = 1500, kMargin = 24, kHeading = 46, kTitles = 160, kGap = 8, kPadding = 7;
constexpr double kTallest = 170, kLeastRow = 44, kCaption = 172, kCaptionHeight = 42;
/// Small crops are enlarged, but not into blocks.
constexpr double kMostScale = 1.6;
constexpr double kForPictures = kWidth - 2 * kMargin - kTitles;

bool has_captions(const SheetRow& row) {
  return std::any_of(row.pictures.begin(), row.pictures.end(),
                     [](const auto& p) { return !p.caption.empty(); });
}

/// As large as all pictures of the row fit.
double scale_of(const SheetRow& row) {
  double scale = kMostScale, width = 0;
  for (const auto& [grey, caption] : row.pictures) {
    width += grey.width();
    scale = std::min(scale, kTallest / grey.height());
    if (has_captions(row)) scale = std::min(scale, kCaption / grey.width());
  }
  const double gaps = kGap * static_cast<double>(row.pictures.size());
  return width > 0 ? std::min(scale, std::max(0.2 * kForPictures, kForPictures - gaps) / width) : scale;
}

double pictures_height(const SheetRow& row, double scale) {
  double height = 0;
  for (const auto& picture : row.pictures) height = std::max(height, picture.grey.height() * scale);
  return height;
}

double height_of(const SheetRow& row, double scale) {
  return 2 * kPadding +
         std::max(kLeastRow, pictures_height(row, scale) + (has_captions(row) ? kCaptionHeight : 0));
}

void draw_row(Canvas& canvas, const SheetRow& row, double top, double scale) {
  top += kPadding;
  const double title =
      canvas.text({kMargin, top}, row.title, {14, kBlack, Align::kLeft, true, kTitles - 12, 3});
  canvas.text({kMargin, top + title + 2}, row.note, {10.5, kMuted, Align::kLeft, false, kTitles - 12, 2});
  const double below = top + pictures_height(row, scale) + 3;
  double x = kMargin + kTitles;
  for (const auto& [grey, caption] : row.pictures) {
    canvas.sprite(Sprite(grey), {-0.5, -0.5}, {x, top}, 0, scale);
    canvas.text({x, below}, caption, {10, kMuted, Align::kLeft, false, kCaption, 3});
    x += (has_captions(row) ? kCaption : grey.width() * scale) + kGap;
  }
}

}  // namespace

Bytes contact_sheet(const std::string& heading, const std::vector<SheetRow>& rows, SheetScale scale) {
  PINNACLE_CHECK(rows.size() <= kMostSheetRows, "a sheet of so many rows would be too high");
  double common = kMostScale;
  for (const auto& row : rows) common = std::min(common, scale_of(row));
  std::vector<double> scales;
  double height = kHeading + 2 * kMargin;
  for (const auto& row : rows) {
    scales.push_back(scale == SheetScale::kCommon ? common : scale_of(row));
    height += height_of(row, scales.back());
  }
  return Canvas::png(static_cast<int>(kWidth), static_cast<int>(std::ceil(height)), [&](Canvas& canvas) {
    canvas.text({kMargin, kMargin}, heading, {18, kBlack, Align::kLeft, true, kWidth - 2 * kMargin, 1});
    double top = kHeading + kMargin;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      canvas.line({kMargin, top}, {kWidth - kMargin, top}, 1, kHairline);
      draw_row(canvas, rows[i], top, scales[i]);
      top += height_of(rows[i], scales[i]);
    }
  });
}

}  // namespace pinnacle::render
