#include "pinnacle/cli/cell_files.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <string_view>
#include <utility>

#include "pinnacle/image/normalise.h"
#include "pinnacle/platform/files.h"
#include "pinnacle/render/karyogram.h"
#include "pinnacle/render/overlay.h"
#include "pinnacle/render/worksheet.h"

namespace pinnacle::cli {
namespace {

constexpr std::size_t kLargestImage = std::size_t{1} << 30;

/// The character that a UTF-8 text begins with, and how many bytes it has; none where it is no UTF-8.
std::optional<std::pair<char32_t, std::size_t>> first_character(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  const std::size_t length = lead < 0x80                   ? 1
                             : lead >= 0xC2 && lead < 0xE0 ? 2
                             : lead >= 0xE0 && lead < 0xF0 ? 3
                                                           : 0;
  if (length == 0 || text.size() < length) return std::nullopt;
  char32_t character = length == 1 ? lead : lead & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    const auto next = static_cast<unsigned char>(text[i]);
    if ((next & 0xC0U) != 0x80) return std::nullopt;
    character = character << 6 | (next & 0x3FU);
  }
  constexpr char32_t kLeastOfThreeBytes = 0x800;
  if (length == 3 && character < kLeastOfThreeBytes) return std::nullopt;
  return std::pair(character, length);
}

/// Bytes of the character that a text begins with, if file names keep it; else 0.
std::size_t letter_length(std::string_view text) {
  const auto first = first_character(text);
  if (!first) return 0;
  const auto [character, length] = *first;
  if (length == 1) {
    const bool kept = std::isalnum(static_cast<int>(character)) != 0 || character == '-' ||
                      character == '_' || character == '.';
    return kept ? 1 : 0;
  }
  // The alphabets, without the punctuation, signs and unwritten characters between them.
  const auto among = [c = character](char32_t from, char32_t to) { return c >= from && c <= to; };
  return among(0xC0, 0x1FFF) || among(0x2C00, 0x2DFF) || among(0x3005, 0xD7FF) ? length : 0;
}

}  // namespace

base::Expected<std::vector<image::Page>> read_pages(const std::filesystem::path& file) {
  PINNACLE_TRY(const auto bytes, platform::read_file(file, kLargestImage));
  auto pages = image::decode(bytes);
  if (!pages) return base::Unexpected{std::move(pages).error().at(file.string())};
  return pages;
}

base::Expected<std::vector<base::Expected<image::Page>>> read_each_page(const std::filesystem::path& file) {
  PINNACLE_TRY(const auto bytes, platform::read_file(file, kLargestImage));
  auto pages = image::decode_pages(bytes);
  if (!pages) return base::Unexpected{std::move(pages).error().at(file.string())};
  for (auto& page : *pages) {
    if (!page) page = base::Unexpected{std::move(page).error().at(file.string())};
  }
  return pages;
}

base::Expected<image::Grey> CellPictures::of(const cytogenetics::Cell& cell,
                                             const std::filesystem::path& file) {
  if (file != file_) {
    PINNACLE_TRY(pages_, read_each_page(file));
    file_ = file;
  }
  const auto index = static_cast<std::size_t>(cell.page);
  if (index >= pages_.size()) {
    return base::unexpected(base::ErrorCode::kDamaged, "it has no page " + std::to_string(cell.page + 1),
                            file.string());
  }
  if (!pages_[index]) return base::Unexpected{pages_[index].error()};
  const auto& page = *pages_[index];
  if (page.grey.width() != cell.width || page.grey.height() != cell.height) {
    return base::unexpected(base::ErrorCode::kDamaged,
                            "the image is " + std::to_string(page.grey.width()) + " x " +
                                std::to_string(page.grey.height()) + " pixels, the cell's is " +
                                std::to_string(cell.width) + " x " + std::to_string(cell.height),
                            file.string(), "Name the image that the cell was found in with --image");
  }
  return image::normalise(page.grey, page.bits).grey;
}

base::Expected<karyotyping::CellRecord> read_cell_file(const std::filesystem::path& file) {
  constexpr std::size_t kLargestCell = std::size_t{1} << 28;
  PINNACLE_TRY(const auto bytes, platform::read_file(file, kLargestCell));
  auto record = karyotyping::cell_from_json({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  if (!record) return base::Unexpected{std::move(record).error().at(file.string())};
  auto& entry = record->entry;
  if (entry.name.empty()) entry.name = std::filesystem::path(entry.cell.image).stem().string();
  return record;
}

base::Expected<void> write_pictures(const std::filesystem::path& folder, const cytogenetics::Cell& cell,
                                    const image::Grey& dark_on_white) {
  // All is drawn before the folder is made: what fails in between leaves no folder that looks like a cell's.
  const auto karyogram = render::karyogram_png(cell, dark_on_white);
  const auto lines = render::karyogram_svg(cell, dark_on_white);
  const auto metaphase = render::overlay_png(cell, dark_on_white);
  PINNACLE_TRY_VOID(make_folder(folder));
  PINNACLE_TRY_VOID(platform::write_file(folder / "karyogram.png", karyogram));
  PINNACLE_TRY_VOID(platform::write_text(folder / "karyogram.svg", lines));
  return platform::write_file(folder / "metaphase.png", metaphase);
}

base::Expected<void> write_worksheet(const std::filesystem::path& folder, const std::string& name,
                                     const cytogenetics::Case& all,
                                     const std::vector<image::Grey>& pictures) {
  PINNACLE_TRY_VOID(platform::write_text(folder / (name + ".html"), render::worksheet_html(all, pictures)));
  return platform::write_file(folder / (name + ".pdf"), render::worksheet_pdf(all, pictures));
}

base::Expected<void> make_folder(const std::filesystem::path& folder) {
  std::error_code fault;
  std::filesystem::create_directories(folder, fault);
  if (fault) {
    return base::unexpected(base::ErrorCode::kUnwritable,
                            "the folder cannot be made (" + fault.message() + ")", folder.string(),
                            "Choose a place that you may write to");
  }
  return {};
}

std::string file_name_of(const std::string& name) {
  std::string safe;
  for (std::size_t i = 0; i < name.size();) {
    const auto length = letter_length(std::string_view(name).substr(i));
    safe += length > 0 ? name.substr(i, length) : "_";
    i += std::max<std::size_t>(length, 1);
  }
  if (safe.empty() || safe.front() == '.') safe.insert(safe.begin(), '_');
  return safe;
}

std::string unused_name(const std::string& wanted, std::set<std::string>& taken) {
  const auto safe = file_name_of(wanted);
  auto name = safe;
  for (int n = 2; !taken.insert(name).second; ++n) name = safe + "-" + std::to_string(n);
  return name;
}

}  // namespace pinnacle::cli
