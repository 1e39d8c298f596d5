#include <sstream>

#include "pinnacle/base/check.h"
#include "pinnacle/cytogenetics/case_summary.h"
#include "pinnacle/render/html.h"
#include "pinnacle/render/karyogram.h"
#include "pinnacle/render/overlay.h"
#include "pinnacle/render/worksheet.h"

namespace pinnacle::render {
namespace {

using cytogenetics::CaseCell;

constexpr const char* kStyle = R"(
* { box-sizing: border-box; }
body { font: 15px/1.45 "DejaVu Sans", "Segoe UI", Helvetica, Arial, sans-serif; color: #1a1c21; max-width: 1100px; margin: 2em auto; padding: 0 1.5em; overflow-wrap: anywhere; }
h1 { font-size: 1.7em; margin-bottom: 0; } h2 { font-size: 1.2em; margin-top: 2.2em; border-bottom: 1px solid #ccd; padding-bottom: .2em; }
.draft { color: #b06a00; font-weight: bold; } .muted { color: #6b7280; }
table { border-collapse: collapse; width: 100%; } th { text-align: left; color: #6b7280; font-weight: normal; }
td, th { padding: .35em .8em .35em 0; border-bottom: 1px solid #e5e7eb; vertical-align: top; overflow-wrap: anywhere; } th { overflow-wrap: normal; }
.cells { table-layout: fixed; margin-top: 1em; } .cells th:nth-child(1), .cells th:nth-child(3) { width: 18%; } .cells th:nth-child(2) { width: 8%; } .cells th:nth-child(4) { width: 22%; }
.cells ul { margin: 0; }
img { width: 100%; border: 1px solid #e5e7eb; margin: .4em 0; } section { break-inside: avoid; break-before: page; }
ul { margin: .3em 0; padding-left: 1.2em; }
@media (max-width: 700px) {
  body { padding: 0 .8em; }
  .cells th { display: none; } .cells td { display: block; border: 0; padding: 0; } .cells tr { display: block; padding: .5em 0; border-bottom: 1px solid #e5e7eb; }
  .cells td:nth-child(2)::after { content: " chromosomes"; }
}
)";

void list(std::ostringstream& html, const std::vector<std::string>& lines) {
  if (lines.empty()) return;
  html << "<ul>";
  for (const auto& line : lines) html << "<li>" << html_escaped(line) << "</li>";
  html << "</ul>\n";
}

void overview(std::ostringstream& html, const cytogenetics::Case& all) {
  const auto summary = cytogenetics::summarise(all);
  html << "<p>" << all.cells.size() << (all.cells.size() == 1 ? " cell" : " cells") << "; modal count "
       << (summary.modal_count ? std::to_string(*summary.modal_count) : "not known") << ".</p>\n";
  html << "<table><tr><th>Composition</th><th>Cells</th><th>Which</th></tr>\n";
  for (const auto& count : summary.compositions) {
    html << "<tr><td>" << html_escaped(count.composition) << "</td><td>" << count.cells.size() << "</td><td>";
    for (std::size_t i = 0; i < count.cells.size(); ++i) html << (i > 0 ? ", " : "") << html_escaped(count.cells[i]);
    html << "</td></tr>\n";
  }
  html << "</table>\n";
  if (!summary.contradictions.empty()) html << "<p class=\"draft\">Sex chromosomes contradict each other:</p>\n";
  list(html, summary.contradictions);
}

/// @return The name by which the overview leads to a cell.
std::string anchor(std::size_t index) { return "cell-" + std::to_string(index + 1); }

std::string origin(const CaseCell& entry) {
  std::string words;
  for (const auto& [name, value] : {std::pair{"specimen", &entry.specimen}, {"culture", &entry.culture}, {"slide", &entry.slide},
                                    {"x", &entry.x}, {"y", &entry.y}}) {
    if (!value->empty()) words += (words.empty() ? "" : ", ") + std::string(name) + " " + *value;
  }
  return words;
}

void table_of_cells(std::ostringstream& html, const cytogenetics::Case& all) {
  html << "<table "
          "class=\"cells\"><tr><th>Cell</th><th>Count</th><th>Composition</th><th>Where</th><th>Flags</th></"
          "tr>\n";
  for (std::size_t i = 0; i < all.cells.size(); ++i) {
    const auto& entry = all.cells[i];
    html << "<tr><td><a href=\"#" << anchor(i) << "\">" << html_escaped(entry.name) << "</a></td><td>"
         << entry.cell.count() << "</td><td>" << html_escaped(entry.cell.composition.value_or("not given"))
         << "</td><td>" << html_escaped(origin(entry)) << "</td><td>";
    list(html, entry.cell.flags);
    html << "</td></tr>\n";
  }
  html << "</table>\n";
}

void cell(std::ostringstream& html, std::size_t index, const CaseCell& entry, const image::Grey& grey) {
  html << "<section id=\"" << anchor(index) << "\"><h2>" << html_escaped(entry.name) << ": "
       << entry.cell.count() << " chromosomes, "
       << html_escaped(entry.cell.composition.value_or("composition not given")) << "</h2>\n";
  if (const auto words = origin(entry); !words.empty()) html << "<p class=\"muted\">" << html_escaped(words) << "</p>\n";
  list(html, entry.cell.flags);
  html << html_picture(karyogram_png(entry.cell, grey), "Karyogram of " + entry.name)
       << html_picture(overlay_png(entry.cell, grey), "Metaphase of " + entry.name);
  list(html, cytogenetics::doubts_of(entry.cell));
  html << "</section>\n";
}

}  // namespace

std::string worksheet_html(const cytogenetics::Case& all, const std::vector<image::Grey>& pictures) {
  PINNACLE_CHECK(pictures.size() == all.cells.size(), "a picture for each cell");
  std::ostringstream html;
  html << "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
          "content=\"width=device-width, initial-scale=1\"><title>Worksheet "
       << html_escaped(all.name) << "</title><style>" << kStyle
       << "</style></head><body>\n<p class=\"draft\">DRAFT, NOT REVIEWED</p>\n<h1>Case "
       << html_escaped(all.name)
       << "</h1>\n<p class=\"muted\">Numbers only: structure was not assessed. Only a person makes a "
          "karyotype of this.</p>\n";
  overview(html, all);
  table_of_cells(html, all);
  for (std::size_t i = 0; i < all.cells.size(); ++i) cell(html, i, all.cells[i], pictures[i]);
  if (!all.cells.empty()) {
    html << "<p class=\"muted\">" << html_escaped(all.cells.front().cell.model.name + "  " + all.cells.front().cell.model.hash) << "</p>\n";
  }
  html << "</body></html>\n";
  return html.str();
}

}  // namespace pinnacle::render
