#include "pinnacle/cli/graft_cells.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <iterator>

#include "pinnacle/classification/centromere.h"
#include "pinnacle/cli/cell_files.h"
#include "pinnacle/cli/datasets.h"
#include "pinnacle/cli/draft.h"
#include "pinnacle/cli/synthesized_files.h"
#include "pinnacle/cli/terminal_progress.h"
#include "pinnacle/dataset/csv.h"
#include "pinnacle/image/codec.h"
#include "pinnacle/image/lone_object.h"
#include "pinnacle/platform/files.h"
#include "pinnacle/synthesis/chromosome_set.h"
#include "pinnacle/synthesis/graft.h"

namespace pinnacle::cli {
namespace {

namespace fs = std::filesystem;

using base::ErrorCode;
using cytogenetics::ChromosomeClass;
using cytogenetics::ChromosomeStructure;
using cytogenetics::is_normal;
using synthesis::DrawnClone;

/// How many chromosomes of each class a cell must have to lend.
using Needed = std::array<std::size_t, cytogenetics::kClassCount>;

/// How many chromosomes have material of each class. Homologues are never more than two, and of a cell's X
/// and Y one each: for the rest one of them lends again.
Needed needed_for(const std::vector<ChromosomeStructure>& chromosomes) {
  Needed needed{};
  for (const auto& chromosome : chromosomes) {
    Needed own{};
    for (const auto& s : chromosome.segments) {
      if (cytogenetics::is_normal_class(s.chromosome)) own[static_cast<std::size_t>(s.chromosome)] = 1;
    }
    for (std::size_t k = 0; k < own.size(); ++k) needed[k] += own[k];
  }
  const auto x = static_cast<std::size_t>(ChromosomeClass::kX),
             y = static_cast<std::size_t>(ChromosomeClass::kY);
  for (std::size_t k = 0; k < needed.size(); ++k) {
    const bool single = k == y || (k == x && needed[y] > 0);
    needed[k] = std::min<std::size_t>(single ? 1 : 2, needed[k]);
  }
  return needed;
}

/// How many of them must be fit to be cut: both homologues of what is abnormal; of the rest one, which lends
/// again for one that is not fit.
Needed least_for(const std::vector<ChromosomeStructure>& chromosomes) {
  auto least = needed_for(chromosomes);
  std::vector<ChromosomeStructure> abnormal;
  std::remove_copy_if(chromosomes.begin(), chromosomes.end(), std::back_inserter(abnormal), is_normal);
  const auto material = needed_for(abnormal);
  for (std::size_t k = 0; k < least.size(); ++k) {
    if (material[k] == 0) least[k] = std::min<std::size_t>(1, least[k]);
  }
  return least;
}

bool can_lend(const dataset::LabelledImage& image) {
  const auto label = cytogenetics::parse_class(image.label);
  return label && cytogenetics::is_normal_class(*label) && image.p_on_top;
}

Needed lendable(const LabelledCell& cell) {
  Needed count{};
  for (const auto& image : cell.images) {
    if (can_lend(image)) ++count[static_cast<std::size_t>(*cytogenetics::parse_class(image.label))];
  }
  return count;
}

bool suffices(const Needed& there, const Needed& needed) {
  return std::equal(there.begin(), there.end(), needed.begin(), std::greater_equal<>());
}

base::Expected<void> check_clones(const std::vector<DrawnClone>& clones) {
  for (const auto& clone : clones) {
    for (const auto& chromosome : clone.chromosomes) {
      auto checked = synthesis::check_can_be_cut(chromosome);
      if (!checked) return base::Unexpected{std::move(checked).error().at(clone.karyotype)};
    }
  }
  return {};
}

/// The cells whose chromosomes may be cut.
base::Expected<std::vector<LabelledCell>> lending_cells(const GraftArguments& arguments,
                                                        base::Progress& progress) {
  PINNACLE_TRY(auto all, read_cells(arguments.from));
  PINNACLE_TRY(auto cells, of_part(std::move(all), arguments.split, arguments.part, progress));
  cells.erase(std::remove_if(cells.begin(), cells.end(),
                             [](const LabelledCell& cell) { return !cell.known || cell.images.empty(); }),
              cells.end());
  if (cells.empty()) {
    return base::unexpected(
        ErrorCode::kNotFound, "there is no picture of a chromosome whose cell is known",
        arguments.from.string(),
        "Name a data set of single chromosomes with their cells, and check --split and --part; "
        "`pinnacle dataset import` makes one of class folders");
  }
  return cells;
}

/// The cells that can lend what a clone is made of, in random order.
/// @errors kNotFound: none; it says what is missing.
base::Expected<std::vector<std::size_t>> suitable_cells(const std::vector<LabelledCell>& cells,
                                                        const DrawnClone& clone, const fs::path& from,
                                                        base::Random& random) {
  const auto needed = needed_for(clone.chromosomes);
  std::vector<std::size_t> suitable;
  Needed most{};
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const auto there = lendable(cells[i]);
    if (suffices(there, needed)) suitable.push_back(i);
    for (std::size_t k = 0; k < most.size(); ++k) most[k] = std::max(most[k], there[k]);
  }
  random.shuffle(suitable);
  if (!suitable.empty()) return suitable;
  std::string what = "no cell has all chromosomes that " + clone.karyotype + " is made of";
  for (std::size_t k = 0; k < most.size(); ++k) {
    if (most[k] >= needed[k]) continue;
    what = std::string("no cell has ") + (needed[k] == 1 ? "a picture" : "two pictures") +
           " of a chromosome " + std::string(to_string(static_cast<ChromosomeClass>(k))) +
           " whose p end is known";
    break;
  }
  return base::unexpected(ErrorCode::kNotFound, what, from.string(),
                          "Give a karyotype whose chromosomes the cells have, or more cells");
}

base::Expected<synthesis::DonorPool> pool_of(const LabelledCell& cell) {
  synthesis::DonorPool pool;
  for (const auto& image : cell.images) {
    if (!can_lend(image)) continue;
    PINNACLE_TRY(const auto grey, dataset::read_picture(image.file));
    const auto label = *cytogenetics::parse_class(image.label);
    auto donor = synthesis::donor_of(image::lone_object(grey), label, *image.p_on_top);
    if (!donor) continue;
    donor->centromere =
        classification::find_centromere(donor->strip, donor->centromere).value_or(donor->centromere);
    pool.add(std::move(*donor));
  }
  return pool;
}

bool covers(const synthesis::DonorPool& pool, const Needed& needed) {
  for (std::size_t k = 0; k < needed.size(); ++k) {
    if (pool.homologues(static_cast<ChromosomeClass>(k)).size() < needed[k]) return false;
  }
  return true;
}

/// A chromosome and how it was made.
struct Made {
  synthesis::LaidOut picture;
  synthesis::Graft graft;
  std::string cut;  ///< "graft" or "sham".

  std::vector<double> break_rows() const {
    std::vector<double> rows;
    for (const auto& b : graft.breaks) rows.push_back(b.row);
    return rows;
  }
  /// "9q34.12::22q11.23;..." in the same order.
  std::string break_bands() const {
    std::string text;
    for (const auto& b : graft.breaks) text += (text.empty() ? "" : ";") + b.bands;
    return text;
  }
};

Made make(const ChromosomeStructure& structure, synthesis::DonorPool& pool, const GraftArguments& arguments,
          base::Random& random) {
  Made made;
  const bool normal = is_normal(structure);
  made.cut = normal ? "sham" : "graft";
  const auto assembly = normal ? synthesis::Assembly{sham_pieces(structure.placed, pool, random)}
                               : assembly_of(recipe_of(structure, pool, random), pool, random);
  made.graft = synthesis::joined(
      assembly, arguments.hard_joints ? synthesis::Joining::kHard : synthesis::Joining::kSmooth);
  if (structure.ring) {
    made.picture = synthesis::laid_out_as_ring(made.graft.strip, random);
    return made;
  }
  // The longest piece lends its bends.
  const auto& longest =
      *std::max_element(assembly.pieces.begin(), assembly.pieces.end(),
                        [](const auto& a, const auto& b) { return a.length() < b.length(); });
  made.picture = synthesis::laid_out(made.graft.strip, longest.donor->axis);
  return made;
}

/// "12.5 30.2;13.1 31": rows of the strip as points of the picture, x first.
std::string places_text(const std::vector<double>& rows, const std::vector<base::Point>& axis) {
  std::string text;
  for (const double row : rows) {
    const auto p = axis[std::min(static_cast<std::size_t>(row), axis.size() - 1)];
    text += (text.empty() ? "" : ";") + dataset::csv_number(p.x, 5) + " " + dataset::csv_number(p.y, 5);
  }
  return text;
}

/// What was made so far.
struct Table {
  std::string text = dataset::csv_line(
      {"file", "class", "cell", "patient", "p_on_top", "cut", "clone", "centromeres", "breaks", "bands"});
  int cells = 0, chromosomes = 0, abnormal = 0;
};

/// Makes one cell and writes its chromosomes, each into a folder of its label.
base::Expected<void> write_cell(const fs::path& to, const DrawnClone& clone, const LabelledCell& cell,
                                synthesis::DonorPool& pool, const GraftArguments& arguments, base::Random& random,
                                Table& table) {
  const auto number = std::to_string(table.cells + 1);
  std::string rows;
  for (std::size_t i = 0; i < clone.chromosomes.size(); ++i) {
    const auto& structure = clone.chromosomes[i];
    const auto made = make(structure, pool, arguments, random);
    const auto folder = file_name_of(structure.name),
               file = folder + "/" + number + "-" + std::to_string(i + 1) + ".png";
    PINNACLE_TRY_VOID(make_folder(to / folder));
    PINNACLE_TRY_VOID(platform::write_file(to / file, image::encode_png(made.picture.grey)));
    rows += dataset::csv_line({file, structure.name, cell.images.front().cell + "-" + number, cell.patient,
                               structure.ring ? "" : "yes", made.cut, clone.karyotype,
                               places_text(made.graft.centromeres, made.picture.axis),
                               places_text(made.break_rows(), made.picture.axis), made.break_bands()});
    table.abnormal += !is_normal(structure);
  }
  table.text += rows;
  table.cells += 1;
  table.chromosomes += static_cast<int>(clone.chromosomes.size());
  return {};
}

/// The suitable cells of a clone, one after another, over and over.
struct Turn {
  std::vector<std::size_t> cells;
  std::size_t next = 0;
};

/// A pool that has all that the clone needs; cells where too few can be straightened, or are seen whole, are
/// passed over.
base::Expected<std::pair<std::size_t, synthesis::DonorPool>> next_pool(const std::vector<LabelledCell>& cells,
                                                                       const DrawnClone& clone, Turn& turn,
                                                                       const fs::path& from) {
  const auto least = least_for(clone.chromosomes);
  for (std::size_t tried = 0; tried < turn.cells.size(); ++tried) {
    const auto i = turn.cells[turn.next++ % turn.cells.size()];
    PINNACLE_TRY(auto pool, pool_of(cells[i]));
    if (covers(pool, least)) return std::pair(i, std::move(pool));
  }
  return base::unexpected(ErrorCode::kNotFound,
                          "in every cell a chromosome that " + clone.karyotype +
                              " needs cannot be straightened or lies under another",
                          from.string(), "Give cells with straighter and whole chromosomes");
}

base::Expected<void> make_all(const fs::path& to, const std::vector<DrawnClone>& clones,
                              const GraftArguments& arguments, Table& table) {
  TerminalProgress terminal;
  base::Progress& progress = terminal;
  PINNACLE_TRY(const auto cells, lending_cells(arguments, progress));
  std::vector<Turn> turns;
  for (std::size_t k = 0; k < clones.size(); ++k) {
    auto random = base::Random::for_part(arguments.seed, k);
    PINNACLE_TRY(auto suitable, suitable_cells(cells, clones[k], arguments.from, random));
    turns.push_back({std::move(suitable), 0});
  }
  std::vector<int> made_of(clones.size());
  progress.begin("Grafting", static_cast<std::size_t>(arguments.count));
  for (int i = 0; i < arguments.count; ++i) {
    if (progress.stop_requested())
      return base::unexpected(ErrorCode::kCancelled, "stopped; " + std::to_string(i) + " cells are done",
                              arguments.output.string());
    const auto k = synthesis::next_clone(clones, made_of);
    ++made_of[k];
    PINNACLE_TRY(auto lender, next_pool(cells, clones[k], turns[k], arguments.from));
    auto random = base::Random::for_part(arguments.seed, clones.size() + static_cast<std::size_t>(i));
    lender.second.shuffle(random);
    PINNACLE_TRY_VOID(write_cell(to, clones[k], cells[lender.first], lender.second, arguments, random, table));
    progress.update(static_cast<std::size_t>(i) + 1, {});
  }
  return {};
}

}  // namespace

base::Expected<ExitCode> graft_cells(const GraftArguments& arguments) {
  PINNACLE_TRY(const auto clones, synthesis::clones_of(arguments.karyotype));
  PINNACLE_TRY_VOID(check_clones(clones));
  const auto file = arguments.output / dataset::kImagesTable;
  if (platform::is_there(file) && !arguments.force) {
    return base::unexpected(ErrorCode::kExists, "the folder holds a data set already",
                            arguments.output.string(),
                            "Name another folder, or add --force to write over it");
  }
  Draft draft(arguments.output);
  PINNACLE_TRY_VOID(draft.begin());
  Table table;
  const auto done = make_all(draft.folder(), clones, arguments, table);
  // Also of what was made before a stop: pictures without their truth are of no use.
  if (table.cells > 0) {
    PINNACLE_TRY_VOID(platform::write_text(draft.folder() / dataset::kImagesTable, table.text));
    if (done) draft.supersede(synthesized_files(arguments.output));
    PINNACLE_TRY_VOID(draft.publish({dataset::kImagesTable}));
    std::printf("%s: %d cells, %d chromosomes, %d of them abnormal\n", file.c_str(), table.cells,
                table.chromosomes, table.abnormal);
  }
  for (const auto& clone : clones) {
    for (const auto& note : clone.notes)
      std::printf("Note on %s: %s\n", clone.karyotype.c_str(), note.c_str());
    const auto& bodies = clone.acentric.numbers;
    if (std::any_of(bodies.begin(), bodies.end(), [](const auto& number) { return number.high > 0; }))
      std::printf("Note on %s: its acentric bodies (dmin, min, ace) are not made\n", clone.karyotype.c_str());
  }
  if (!done) return base::Unexpected{done.error()};
  return kDone;
}

}  // namespace pinnacle::cli
