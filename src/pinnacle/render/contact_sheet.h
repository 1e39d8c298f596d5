#ifndef PINNACLE_RENDER_CONTACT_SHEET_H_
#define PINNACLE_RENDER_CONTACT_SHEET_H_

#include <string>
#include <vector>

#include "pinnacle/image/raster.h"
#include "pinnacle/render/canvas.h"

namespace pinnacle::render {

struct SheetPicture {
  image::Grey grey;
  std::string caption;  ///< Below it; may be empty.
};

/// Pictures side by side beside a title.
struct SheetRow {
  std::string title, note;
  std::vector<SheetPicture> pictures;
};

enum class SheetScale {
  kCommon,   ///< All pictures at one scale: what is larger looks larger.
  kEachRow,  ///< Each row as high as the others.
};

/// The most rows that fit one sheet, and the most pictures with captions that fit a row.
inline constexpr std::size_t kMostSheetRows = 60, kMostCaptioned = 7;

/// Rows of pictures as PNG, to be looked over by a person; made smaller where a row would not fit.
/// @param rows  At most kMostSheetRows.
Bytes contact_sheet(const std::string& heading, const std::vector<SheetRow>& rows, SheetScale scale);

}  // namespace pinnacle::render

#endif  // PINNACLE_RENDER_CONTACT_SHEET_H_
