#include "pinnacle/iscn/parser.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <stdexcept>

#include "pinnacle/iscn/band_place.h"
#include "pinnacle/iscn/event_type.h"
#include "pinnacle/iscn/plain_text.h"
#include "pinnacle/iscn/print.h"

namespace pinnacle::iscn {
namespace {

constexpr int kLargestNumber = 99999;
constexpr std::string_view kOr = " or ";
/// What may stand in place of the sex chromosomes; the longer first.
constexpr std::string_view kReferences[] = {"idem", "sdl", "sl"};
/// What may follow the sex chromosomes or an event; the end of the text among it.
constexpr std::string_view kEndsOfItem(",/[\0", 4);
/// Old strings give up after this many faults: what follows is noise.
constexpr std::size_t kMostFaults = 40;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_small(char c) { return c >= 'a' && c <= 'z'; }
bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
char small(char c) { return is_capital(c) ? static_cast<char>(c - 'A' + 'a') : c; }
char capital(char c) { return is_small(c) ? static_cast<char>(c - 'a' + 'A') : c; }
bool is_sex_letter(char c) { return c == 'X' || c == 'Y' || c == 'x' || c == 'y'; }

/// Thrown nowhere else than in Parser: the rest of an event cannot be read.
struct Unreadable {};

/// The words after a dot, or at the very beginning, that start another technique's part.
constexpr std::string_view kTechniques[] = {"nuc ish", "ish",    "arr", "sseq", "seq",
                                            "ogm",     "rsa-ms", "rsa", "mlpa"};
/// Types of two words; the longer first.
constexpr std::string_view kTwoWordTypes[] = {"psu idic", "psu dic", "psu trc", "inv dup", "inv trp",
                                              "dic r",    "trc r",   "dir dup", "dir ins", "inv ins"};
/// What older editions or other laboratories call an event. The order of the bands tells "dir" from "inv"
/// today.
constexpr std::pair<std::string_view, std::string_view> kOldTypes[] = {
    {"iso", "i"},       {"ring", "r"},      {"psudic", "psu dic"}, {"psuidic", "psu idic"},
    {"dir dup", "dup"}, {"dir ins", "ins"}, {"inv ins", "ins"}};

class Parser {
 public:
  explicit Parser(std::string_view text) : plain_(plain_text(text)), text_(plain_.ascii) {}

  Reading read() {
    skip_spaces();
    if (at_end()) {
      fail(Rule::kSyntax, "there is no karyotype here");
    } else if (at_technique(starts_with("//") ? at_ + 2 : at_)) {
      read_techniques();
    } else {
      read_clones();
    }
    return std::move(reading_);
  }

 private:
  // The cursor.
  bool at_end() const { return at_ >= text_.size(); }
  char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
  bool starts_with(std::string_view word, std::size_t ahead = 0) const {
    return text_.size() >= at_ + ahead && std::string_view(text_).substr(at_ + ahead, word.size()) == word;
  }
  bool take(char c) {
    if (peek() != c) return false;
    ++at_;
    return true;
  }
  bool take(std::string_view word) {
    if (!starts_with(word)) return false;
    at_ += word.size();
    return true;
  }

  Place place_from(std::size_t begin, std::size_t end) const {
    const auto from = plain_.characters[std::min(begin, text_.size())];
    return {from, std::max<std::size_t>(1, plain_.characters[std::min(end, text_.size())] - from)};
  }
  Place here(std::size_t length = 1) const { return place_from(at_, at_ + length); }

  // Faults.
  void fault(Rule rule, Place place, std::string what) {
    auto& errors = reading_.faults.errors;
    // What is read a second time, as the type of an event, has its fault already.
    const bool again =
        !errors.empty() && errors.back().place.offset == place.offset && errors.back().what == what;
    if (!again && errors.size() < kMostFaults) reading_.faults.error(rule, place, std::move(what));
  }
  void fail(Rule rule, std::string what) {
    fault(rule, here(), std::move(what));
    reading_.complete = false;
  }
  [[noreturn]] void give_up(Rule rule, std::string what) {
    fail(rule, std::move(what));
    throw Unreadable{};
  }
  std::string shown() const {
    if (at_end()) return "the end";
    return peek() == kForeign ? "a foreign character" : std::string("'") + peek() + "'";
  }

  void skip_spaces() {
    const auto begin = at_;
    while (peek() == ' ') ++at_;
    if (at_ > begin) fault(Rule::kSpace, place_from(begin, at_), "no space belongs here");
  }

  int number() {
    const auto begin = at_;
    int value = 0;
    while (is_digit(peek())) {
      value = std::min(kLargestNumber + 1, value * 10 + (peek() - '0'));
      ++at_;
    }
    if (value > kLargestNumber) {
      fault(Rule::kSyntax, place_from(begin, at_), "the number is too large");
      value = kLargestNumber;
    }
    if (at_ - begin > 1 && text_[begin] == '0')
      fault(Rule::kSyntax, place_from(begin, at_), "a number begins with no zero");
    return value;
  }

  /// "3" or "1~3".
  Range range() {
    Range range;
    const auto begin = at_;
    range.low = range.high = number();
    if ((peek() == '~' || peek() == '-') && is_digit(peek(1))) {
      if (peek() == '-') fault(Rule::kSyntax, here(), "a range takes '~', not '-'");
      ++at_;
      range.high = number();
      if (range.high <= range.low) {
        fault(Rule::kSyntax, place_from(begin, at_), "a range goes from the smaller to the larger number");
        if (range.high < range.low) std::swap(range.low, range.high);
      }
    }
    return range;
  }

  // Techniques.
  bool at_technique(std::size_t from) const {
    const auto rest = std::string_view(text_).substr(std::min(from, text_.size()));
    return std::any_of(std::begin(kTechniques), std::end(kTechniques), [rest](std::string_view word) {
      return rest.substr(0, word.size()) == word &&
             (rest.size() == word.size() || !is_small(rest[word.size()]));
    });
  }

  void read_techniques() {
    reading_.karyotype.techniques = text_.substr(at_);
    reading_.karyotype.techniques_place = place_from(at_, text_.size());
    at_ = text_.size();
  }

  // Clones.
  void read_clones() {
    int separator = 0;
    if (take("//")) separator = 2;
    while (true) {
      reading_.karyotype.clones.push_back({});
      auto& clone = reading_.karyotype.clones.back();
      clone.separator = separator;
      try {
        read_clone(clone);
      } catch (const Unreadable&) {
        if (reading_.faults.errors.size() >= kMostFaults) return;
        skip_to("/");
      }
      if (at_other_karyotype()) {
        at_ += kOr.size();
        separator = kOrSeparator;
        continue;
      }
      skip_spaces();
      if (at_end()) return;
      if (peek() == '.' && at_technique(at_ + 1)) return read_techniques();
      if (peek() != '/') {
        fail(Rule::kSyntax, shown() + " cannot stand behind a clone: '/' parts clones");
        skip_to("/");
        if (at_end()) return;
      }
      separator = take("//") ? 2 : (++at_, 1);
      skip_spaces();
      if (peek() == '/') {
        fail(Rule::kSyntax, "one slash parts the clones of an individual, two those of different ones");
        while (take('/')) continue;
      }
      if (at_end()) {
        if (separator == 1) fault(Rule::kSyntax, here(), "a clone is missing behind the slash");
        if (separator == 2) reading_.karyotype.closing_slashes = 2;
        return;
      }
      if (separator == 2 && peek() == '.' && at_technique(at_ + 1)) {
        reading_.karyotype.closing_slashes = 2;
        return read_techniques();
      }
    }
  }

  void skip_to(std::string_view ends) {
    int depth = 0;
    for (; !at_end(); ++at_) {
      if (peek() == '(') ++depth;
      if (peek() == ')') --depth;
      if (depth <= 0 && ends.find(peek()) != std::string_view::npos) return;
    }
  }

  /// At " or 47,XY": not an event's alternative but one of the karyotype.
  bool at_other_karyotype() const {
    if (!starts_with(kOr)) return false;
    auto ahead = kOr.size();
    if (starts_with("mos ", ahead) || starts_with("chi ", ahead)) ahead += 4;
    const auto digits = ahead;
    while (is_digit(peek(ahead)) || peek(ahead) == '~') ++ahead;
    return ahead > digits && (peek(ahead) == ',' || peek(ahead) == '<' || peek(ahead) == '(');
  }

  void read_clone(Clone& clone) {
    const auto begin = at_;
    read_prefix(clone);
    read_count(clone);
    if (peek() == '(') {
      read_doubled(clone);
    } else {
      read_sex_or_reference(clone);
    }
    read_events(clone);
    read_cells(clone);
    while (peek() == ',') {
      fault(Rule::kCloneSize, clone.cells_place, "the number of cells stands at the end of its clone");
      read_events(clone);
      read_cells(clone);
    }
    clone.place = place_from(begin, at_);
  }

  void read_prefix(Clone& clone) {
    for (const std::string_view word : {"mos", "chi"}) {
      if (!matches_ignoring_case(word)) continue;
      if (!starts_with(word))
        fault(Rule::kLetterCase, here(word.size()), "'" + std::string(word) + "' is written small");
      if (!clone.prefix.empty())
        fault(Rule::kCloneOrder, here(word.size()), "one zygote, 'mos', or several, 'chi': not both");
      at_ += word.size();
      clone.prefix = word;
      if (!take(' ')) fault(Rule::kSpace, here(), "a space belongs behind '" + clone.prefix + "'");
      skip_spaces();
    }
  }

  bool matches_ignoring_case(std::string_view word) const {
    for (std::size_t i = 0; i < word.size(); ++i) {
      if (small(peek(i)) != word[i]) return false;
    }
    return true;
  }

  void read_count(Clone& clone) {
    if (peek() == '[') fault_misplaced_cells(clone);
    if (!is_digit(peek()))
      give_up(Rule::kCount, "a karyotype begins with the number of chromosomes, not with " + shown());
    const auto begin = at_;
    clone.count = range();
    clone.count_place = place_from(begin, at_);
    skip_spaces();
    if (take('<')) {
      const auto ploidy_at = at_;
      while (is_digit(peek())) ++at_;
      if (!take('n')) give_up(Rule::kCount, "a level of ploidy is written as <2n>, <3n>");
      clone.ploidy = text_.substr(ploidy_at, at_ - ploidy_at);
      if (clone.ploidy.size() > 3 || clone.ploidy.front() == '0') {
        fault(Rule::kCount, place_from(ploidy_at, at_), "no human cell has this level of ploidy");
        clone.ploidy = "2n";
      }
      if (!take('>')) fault(Rule::kSyntax, here(), "'>' is missing behind the level of ploidy");
      skip_spaces();
    }
    if (peek() == '[') fault_misplaced_cells(clone);
  }

  /// "(25,X,+21)x2" behind the count.
  void read_doubled(Clone& clone) {
    const auto begin = at_++;
    Clone cell;
    if (is_doubled_) give_up(Rule::kReference, "a doubled cell is no doubled one itself");
    is_doubled_ = true;
    try {
      read_count(cell);
      read_sex_or_reference(cell);
      read_events(cell);
      is_doubled_ = false;
    } catch (const Unreadable&) {
      is_doubled_ = false;
      throw;
    }
    cell.place = place_from(begin + 1, at_);
    if (!take(')')) give_up(Rule::kSyntax, "')' is missing behind the cell that was doubled");
    if (peek() != 'x' || !is_digit(peek(1)))
      give_up(Rule::kReference, "how many times the cell is there is missing: x2");
    ++at_;
    clone.reference_times = number();
    clone.doubled.push_back(std::move(cell));
    clone.sex_place = place_from(begin, at_);
  }

  /// "[20]" somewhere else than at the end of a clone.
  void fault_misplaced_cells(Clone& clone) {
    fault(Rule::kCloneSize, here(), "the number of cells stands at the end of its clone");
    read_cells(clone);
  }

  void take_comma() {
    skip_spaces();
    if (!take(',')) {
      fault(Rule::kSyntax, here(), "a comma is missing here");
      if (peek() == ';' || peek() == '.' || peek() == ':') ++at_;
    }
    skip_spaces();
    while (peek() == ',') {
      fault(Rule::kSyntax, here(), "there is a comma too many");
      ++at_;
      skip_spaces();
    }
  }

  void read_sex_or_reference(Clone& clone) {
    if (at_end() || peek() == '/' || peek() == '[' || (peek() == '.' && at_technique(at_ + 1))) {
      give_up(Rule::kSexChromosomes, "the sex chromosomes are missing");
    }
    take_comma();
    if (read_reference(clone)) return;
    read_sex(clone);
  }

  bool read_reference(Clone& clone) {
    for (const auto word : kReferences) {
      if (!matches_ignoring_case(word)) continue;
      clone.sex_place = here(word.size());
      if (!starts_with(word))
        fault(Rule::kLetterCase, here(word.size()), "'" + std::string(word) + "' is written small");
      at_ += word.size();
      clone.reference = word;
      if (word != "idem" && is_digit(peek())) clone.reference += std::to_string(number());
      if (peek() == 'x' && is_digit(peek(1))) {
        ++at_;
        clone.reference_times = number();
      }
      return true;
    }
    return false;
  }

  void read_sex(Clone& clone) {
    const auto begin = at_;
    std::string sex;
    bool wrong_case = false;
    if ((peek() == 'U' || peek() == '?') && !at_doubtful_sex(false) && !is_small(peek(1)) && peek(1) != '+' &&
        peek(1) != '-' && !is_digit(peek(1))) {
      sex = text_[at_++];
    } else {
      while (is_sex_letter(peek()) || at_doubtful_sex(!sex.empty())) {
        if (peek() == '?') {
          fail(Rule::kSexChromosomes,
               "a sex chromosome has no question mark: those that are known are listed, or else U");
          ++at_;
          continue;
        }
        wrong_case = wrong_case || is_small(peek());
        sex += capital(text_[at_++]);
      }
      if (sex == "X" && (peek() == 'O' || peek() == '0')) {
        fault(Rule::kOldEdition, here(), "a missing sex chromosome is not written");
        ++at_;
      }
    }
    if (wrong_case)
      fault(Rule::kLetterCase, place_from(begin, at_), "sex chromosomes are written as capitals");
    read_attached_variant(clone, sex);
    if (!std::is_sorted(sex.begin(), sex.end())) {
      fault(Rule::kSexChromosomes, place_from(begin, at_), "X stands before Y");
      std::sort(sex.begin(), sex.end());
    }
    clone.sex = sex;
    clone.sex_place = place_from(begin, at_);
    if (!sex.empty()) clone.sex_constitutional = take_constitutional(clone.sex_perhaps_constitutional);
    sex_was_read_ = !sex.empty();
  }

  /// At the question mark of "X?" or "?Y", which begins no event.
  bool at_doubtful_sex(bool behind_letter) const {
    if (peek() != '?') return false;
    return is_sex_letter(peek(1)) || (behind_letter && kEndsOfItem.find(peek(1)) != kEndsOfItem.npos);
  }

  /// "c", or "?c" if it is not known whether the person was born with it.
  bool take_constitutional(bool& perhaps) {
    const std::size_t ahead = peek() == '?' ? 1 : 0;
    if (peek(ahead) != 'c' || is_small(peek(ahead + 1))) return false;
    perhaps = ahead > 0;
    at_ += ahead + 1;
    return true;
  }

  /// "46,XYqh-": the last sex chromosome is a variant.
  void read_attached_variant(Clone& clone, std::string& sex) {
    if (sex.empty() || (peek() != 'p' && peek() != 'q')) return;
    Event event;
    event.place = here();
    event.kind = EventKind::kVariant;
    event.chromosome.name = sex.substr(sex.size() - 1);
    event.variant = variant();
    if (event.variant.empty()) return;
    sex.pop_back();
    read_suffixes(event);
    clone.events.push_back(event);
  }

  void read_events(Clone& clone) {
    bool first = !sex_was_read_ && clone.reference.empty() && clone.events.empty() && clone.doubled.empty();
    sex_was_read_ = false;
    while (!at_other_karyotype()) {
      skip_spaces();
      const bool ends = at_end() || peek() == '/' || peek() == '[' || (is_doubled_ && peek() == ')') ||
                        (peek() == '.' && at_technique(at_ + 1));
      if (ends && first)
        fault(Rule::kSexChromosomes, here(), "the sex chromosomes are missing behind the comma");
      if (ends) break;
      if (!first) take_comma();
      first = false;
      if (at_end() || peek() == '/' || peek() == '[') {
        fault(Rule::kSyntax, here(), "an event is missing behind the comma");
        break;
      }
      try {
        read_event_or_late_sex(clone);
      } catch (const Unreadable&) {
        if (reading_.faults.errors.size() >= kMostFaults) throw;
        skip_to(is_doubled_ ? ",/[)" : ",/[");
      }
    }
  }

  void read_event_or_late_sex(Clone& clone) {
    std::size_t letters = 0;
    while (is_sex_letter(peek(letters))) ++letters;
    const char next = peek(letters);
    if (letters > 0 && (next == ',' || next == '\0' || next == '/' || next == '[' ||
                        (next == 'c' && !is_small(peek(letters + 1))))) {
      const bool parted = letters == 1 && (clone.sex == "X" || clone.sex == "Y") && clone.events.empty();
      fault(Rule::kSexChromosomes, here(letters),
            clone.sex.empty() ? "the sex chromosomes stand first, right behind the count"
            : parted          ? "the sex chromosomes stand together, with no comma between them"
                              : "the sex chromosomes stand here a second time");
      std::string sex;
      while (letters-- > 0) sex += capital(text_[at_++]);
      if (clone.sex.empty() || parted) {
        clone.sex += sex;
        std::sort(clone.sex.begin(), clone.sex.end());
      }
      take('c');
      return;
    }
    clone.events.push_back(event_with_alternatives());
    if (peek() == '[') read_event_cells(clone.events.back());
  }

  /// "[4]" behind an event, unless it is the clone's own at its end.
  void read_event_cells(Event& event) {
    std::size_t ahead = 1;
    while (is_digit(peek(ahead))) ++ahead;
    if (ahead == 1 || peek(ahead) != ']') return;
    const char behind = peek(ahead + 1);
    if (behind != ',' && behind != '[') return;
    ++at_;
    event.cells = number();
    ++at_;
  }

  void read_cells(Clone& clone) {
    if (at_other_karyotype()) return;
    skip_spaces();
    if (peek() != '[') return;
    const auto begin = at_++;
    skip_spaces();
    const bool before = take("cp");
    skip_spaces();
    if (!is_digit(peek()))
      give_up(Rule::kCloneSize, "square brackets hold a number of cells, as [20] or [cp20]");
    const int cells = number();
    skip_spaces();
    bool behind = false;
    if (!before && take("cp")) {
      behind = true;
      fault(Rule::kCloneSize, place_from(begin, at_), "'cp' stands before the number of cells");
    }
    if (take("cells"))
      fault(Rule::kCloneSize, place_from(begin, at_), "square brackets hold the number alone");
    if (!take(']')) fault(Rule::kSyntax, here(), "']' is missing behind the number of cells");
    if (clone.cells) fault(Rule::kCloneSize, place_from(begin, at_), "a clone has one number of cells");
    clone.cells = cells;
    clone.composite = before || behind;
    clone.cells_place = place_from(begin, at_);
  }

  // Events.
  Event event_with_alternatives() {
    Event first = event();
    while (take_or()) first.alternatives.push_back(event());
    return first;
  }

  bool take_or() {
    if (at_other_karyotype()) return false;
    if (take(kOr)) return true;
    if (!starts_with("or")) return false;
    fault(Rule::kSpace, here(2), "'or' has a space on either side");
    at_ += 2;
    return true;
  }

  Event event() {
    Event event;
    const auto begin = at_;
    if (take('?')) event.questioned = true;
    skip_spaces();
    if (take('+'))
      event.sign = Sign::kGain;
    else if (take('-'))
      event.sign = Sign::kLoss;
    if (event.sign != Sign::kNone && event.questioned) {
      fault(Rule::kSyntax, place_from(begin, at_), "the question mark stands behind the sign");
    }
    skip_spaces();
    if (peek() == '+' || peek() == '-') give_up(Rule::kSyntax, "an event has one sign");
    if (take('?')) event.questioned = true;
    skip_spaces();
    read_number_of_words(event);
    if (!event.number && (is_digit(peek()) || is_sex_letter(peek()))) {
      read_numbered(event);
    } else {
      read_worded(event);
    }
    read_suffixes(event);
    event.place = place_from(begin, at_);
    return event;
  }

  /// "+8", "16qh-".
  void read_numbered(Event& event) {
    const auto begin = at_;
    event.chromosome = chromosome_name();
    event.variant = misspelt_variant(event.chromosome);
    if (event.variant.empty()) event.variant = variant();
    if (!event.variant.empty()) {
      event.kind = EventKind::kVariant;
      return;
    }
    if ((peek() == 'p' || peek() == 'q') && !starts_with("pat")) return read_old_arm(event, begin);
    if (event.sign == Sign::kNone) {
      fault(Rule::kSyntax, place_from(begin, at_), "a whole chromosome takes a sign: + if gained, - if lost");
    }
    event.kind = EventKind::kWhole;
  }

  /// The number before a word: of "2mar", "1~3mar", "5~20dmin", "~14dmin", ">50dmin", "9~>50dmin".
  void read_number_of_words(Event& event) {
    std::size_t ahead = 0;
    while (is_digit(peek(ahead)) || peek(ahead) == '~' || peek(ahead) == '-' || peek(ahead) == '>') ++ahead;
    std::string word;
    while (is_small(peek(ahead)) && !is_event_word(word)) word += peek(ahead++);
    if (!is_event_word(word) || (!is_digit(peek()) && peek() != '~' && peek() != '>')) return;
    event.number_about = take('~');
    event.number_open = !event.number_about && take('>');
    if (!is_digit(peek())) give_up(Rule::kSyntax, "a number is missing before '" + word + "'");
    event.number = range();
    if (event.number_about || event.number_open || !take("~>")) return;
    event.number_open = true;
    const auto begin = at_;
    event.number->high = number();
    if (event.number->high <= event.number->low) {
      fault(Rule::kSyntax, place_from(begin, at_), "a range goes from the smaller to the larger number");
      event.number->high = event.number->low + 1;
    }
  }

  /// The "qh-" of "16qh-", region by region; empty and nothing read if it is none.
  std::vector<Heteromorphism> variant() {
    std::vector<Heteromorphism> parts;
    while (!starts_with("pat")) {
      const auto begin = at_;
      Heteromorphism part;
      if (peek() == 'p' || peek() == 'q') {
        part.arm = take('p') ? Arm::kP : (++at_, Arm::kQ);
        const auto band_at = at_;
        while (is_digit(peek()) || (peek() == '.' && is_digit(peek(1)))) ++at_;
        part.band = text_.substr(band_at, at_ - band_at);
      }
      for (const std::string_view region : {"cenh", "stkstk", "stk", "cen", "var", "h", "ss", "s"}) {
        if (!take(region)) continue;
        part.region = region;
        break;
      }
      if (part.region.empty() || !at_end_of_region()) {
        at_ = begin;
        break;
      }
      part.size = take('+') ? Sign::kGain : take('-') ? Sign::kLoss : Sign::kNone;
      parts.push_back(std::move(part));
    }
    return parts;
  }

  /// Letters that can follow are those of another region ("9phqh"), of where the variant is from, "c" and
  /// "x".
  bool at_end_of_region() const {
    constexpr std::string_view kMayFollow = "pqschmdix";
    return !is_small(peek()) || kMayFollow.find(peek()) != std::string_view::npos;
  }

  /// "pskt+" or "QH-": a variant by its letters, but not in their order or not small ones.
  /// @return  What is meant; empty and nothing read if no variant is.
  std::vector<Heteromorphism> misspelt_variant(const ChromosomeName& chromosome) {
    static const std::array<Heteromorphism, 7> kUsual{{{Arm::kQ, "", "h", {}},
                                                       {Arm::kP, "", "h", {}},
                                                       {Arm::kP, "", "s", {}},
                                                       {Arm::kQ, "", "s", {}},
                                                       {Arm::kP, "", "ss", {}},
                                                       {Arm::kP, "", "stk", {}},
                                                       {Arm::kNone, "", "cenh", {}}}};
    const auto sorted = [](std::string letters) {
      std::sort(letters.begin(), letters.end());
      return letters;
    };
    const auto begin = at_;
    std::string letters;
    while (is_small(peek()) || is_capital(peek())) letters += small(text_[at_++]);
    const auto end = at_;
    for (auto meant : kUsual) {
      const auto right = print(std::vector{meant});
      if (sorted(letters) != sorted(right) || text_.compare(begin, end - begin, right) == 0) continue;
      meant.size = take('+') ? Sign::kGain : take('-') ? Sign::kLoss : Sign::kNone;
      fault(letters == right ? Rule::kLetterCase : Rule::kEvent, place_from(begin, end),
            "this variant is written " + print(chromosome) + print(std::vector{meant}));
      return {meant};
    }
    at_ = begin;
    return {};
  }

  /// "5q-" and "14q+" of old editions.
  void read_old_arm(Event& event, std::size_t begin) {
    const Arm arm = take('p') ? Arm::kP : (++at_, Arm::kQ);
    const bool lost = peek() == '-', gained = peek() == '+';
    if (!lost && !gained) give_up(Rule::kEvent, "a chromosome's arm alone is no event");
    ++at_;
    fault(Rule::kOldEdition, place_from(begin, at_),
          lost ? "a shortened arm is written as a deletion: del(5)(q?)"
               : "a lengthened arm is written as added material: add(5)(q?)");
    Rearrangement link;
    link.type = lost ? "del" : "add";
    link.chromosomes.push_back(event.chromosome);
    link.breakpoints.push_back({Breakpoint{{false, arm, "?"}, Join::kNone, {}, {}}});
    link.place = place_from(begin, at_);
    event.kind = EventKind::kStructural;
    event.chromosome = {};
    event.chain.push_back(link);
  }

  void read_worded(Event& event) {
    const auto begin = at_;
    const auto type = type_here();
    if (type.empty())
      give_up(Rule::kEvent, at_end() ? "an event is missing here" : shown() + " begins no event");
    if (type == "inc" && peek() != '(') {
      event.kind = EventKind::kIncomplete;
      return;
    }
    if (peek() == '(') {
      at_ = begin;
      event.kind = EventKind::kStructural;
      read_chain(event);
      return;
    }
    if (!is_event_word(type)) {
      at_ = begin;
      if (std::find(std::begin(kReferences), std::end(kReferences), type) != std::end(kReferences))
        give_up(Rule::kReference,
                "'" + type +
                    "' stands in place of the sex chromosomes, right behind the count, and not among events");
      give_up(Rule::kEvent, event_type(type) != nullptr ? "'(' is missing behind '" + type + "'"
                                                        : "ISCN has no event '" + type + "'");
    }
    event.kind = EventKind::kWord;
    event.word = type;
    if (is_digit(peek())) event.word_index = std::to_string(number());
  }

  /// The type or word that begins here, read in small letters; "del", "psu dic".
  std::string type_here() {
    for (const auto type : kTwoWordTypes) {
      if (take(type)) return std::string(type);
    }
    const auto begin = at_;
    std::string word;
    bool wrong_case = false;
    while (is_small(peek()) || is_capital(peek())) {
      wrong_case = wrong_case || is_capital(peek());
      word += small(text_[at_++]);
      // "+mardn", "+rc": what follows a word is its suffix.
      if (peek() != '(' && is_event_word(word) && !longer_word(word)) break;
    }
    if (wrong_case) fault(Rule::kLetterCase, place_from(begin, at_), "events are written small");
    return word;
  }

  /// True if the letters that follow make of "r" or "min" another word: "rob", "rec".
  bool longer_word(std::string_view word) const {
    std::string rest(word);
    for (std::size_t i = 0; is_small(peek(i)); ++i) rest += peek(i);
    if (rest == word) return false;
    const auto suffix = rest.substr(word.size());
    if (suffix == "c" || suffix == "x" || is_inheritance(suffix)) return false;
    return !(suffix.back() == 'c' && is_inheritance(suffix.substr(0, suffix.size() - 1)));
  }

  void read_suffixes(Event& event) {
    while (true) {
      if (peek() == 'x' && is_digit(peek(1))) {
        ++at_;
        event.times = range();
        continue;
      }
      const auto behind_space = static_cast<std::size_t>(std::min<std::ptrdiff_t>(1, peek() == ' '));
      const auto word = inheritance_at(behind_space);
      if (!word.empty()) {
        // "+mar dn" is written with a space as well as without.
        if (behind_space > 0) {
          if (event.kind != EventKind::kWord) fault(Rule::kSpace, here(), "no space belongs here");
          ++at_;
        }
        if (!event.inheritance.empty()) {
          fault(Rule::kInheritance, here(word.size()), "an event has one origin");
          // Which of two is meant nobody can tell.
          if (event.inheritance != word) reading_.complete = false;
        }
        event.inheritance = word;
        at_ += word.size();
        continue;
      }
      if (event.kind == EventKind::kWord && peek() == ' ' &&
          (peek(1) == 'c' || (peek(1) == '?' && peek(2) == 'c')) && !is_small(peek(peek(1) == 'c' ? 2 : 3))) {
        ++at_;  // "+mar c"
      }
      bool perhaps = false;
      if (take_constitutional(perhaps)) {
        if (event.constitutional) fault(Rule::kSyntax, here(), "one 'c' is enough");
        event.constitutional = true;
        event.perhaps_constitutional = perhaps;
        continue;
      }
      if (matches_ignoring_case(" de novo")) {
        fault(Rule::kOldEdition, here(8), "'de novo' is written dn");
        at_ += 8;
        event.inheritance = "dn";
        continue;
      }
      if (peek() == '?' && kEndsOfItem.find(peek(1)) != kEndsOfItem.npos) {
        fault(Rule::kSyntax, here(), "the question mark stands before what is uncertain");
        ++at_;
        event.questioned = true;
        continue;
      }
      return;
    }
  }

  std::string inheritance_at(std::size_t ahead) const {
    for (const std::string_view word : {"dinh", "dmat", "dpat", "mat", "pat", "inh", "dn"}) {
      if (starts_with(word, ahead)) return std::string(word);
    }
    return {};
  }

  void read_chain(Event& event) {
    event.chain.push_back(rearrangement());
    const auto& type = event.chain.front().type;
    if (type != "der" && type != "ider" && type != "rec") return;
    while (true) {
      if (peek() == 'c' && peek(1) == ' ' && is_small(peek(2)) && !starts_with("or ", 2)) {
        event.chain.back().constitutional = true;
        at_ += 2;
      }
      // "der(1)t(1;3)...": a link follows without a comma.
      const auto begin = at_;
      while (peek() == ' ') ++at_;
      const auto link_at = at_;
      std::size_t letters = peek() == '?' ? 1 : 0;
      while ((is_small(peek(letters)) || peek(letters) == ' ') && !starts_with(" or ", letters)) ++letters;
      const bool is_link = letters > 0 && peek(letters) == '(' && !starts_with("or ");
      at_ = is_link ? link_at : begin;
      if (!is_link) return;
      if (link_at > begin) fault(Rule::kSpace, place_from(begin, link_at), "no space belongs here");
      const bool questioned = take('?');
      event.chain.push_back(rearrangement());
      event.chain.back().questioned = questioned;
    }
  }

  Rearrangement rearrangement() {
    Rearrangement link;
    const auto begin = at_;
    link.type = type_here();
    const bool is_turned = link.type == "inv ins";
    for (const auto& [old, modern] : kOldTypes) {
      if (link.type != old) continue;
      fault(Rule::kOldEdition, place_from(begin, at_),
            "it is written " + std::string(modern) + "()" +
                (is_turned ? ", and the order of its bands tells that it is inverted" : ""));
      link.type = modern;
      break;
    }
    if (event_type(link.type) == nullptr) {
      at_ = begin;
      give_up(Rule::kEvent, "ISCN has no event '" + link.type + "'");
    }
    ++at_;  // The parenthesis, which the caller has seen.
    read_chromosomes(link);
    if (!starts_with(" or ")) skip_spaces();
    const bool expects_more = peek() == '(' || (link.breakpoints.empty() && at_band_without_parenthesis());
    if (expects_more) read_breakpoints(link);
    if (is_turned) turn_inserted(link);
    link.place = place_from(begin, at_);
    return link;
  }

  /// "(p14;q22q32)" of an inverted insertion as "(p14;q32q22)": what is further from pter comes first.
  static void turn_inserted(Rearrangement& link) {
    const auto chromosome = cytogenetics::parse_class(link.chromosomes.back().name);
    if (!chromosome || link.breakpoints.empty() || link.breakpoints.back().size() < 2) return;
    auto& from = link.breakpoints.back().end()[-2];
    auto& to = link.breakpoints.back().back();
    const auto a = breakpoint_place(*chromosome, from), b = breakpoint_place(*chromosome, to);
    if (a && b && a->middle() < b->middle()) std::swap(from, to);
  }

  /// At "q34;q11.2)": the opening parenthesis is missing.
  bool at_band_without_parenthesis() const { return (peek() == 'p' || peek() == 'q') && is_digit(peek(1)); }

  ChromosomeName chromosome_name() {
    ChromosomeName name;
    const auto begin = at_;
    if (peek() == '?' && (is_digit(peek(1)) || is_sex_letter(peek(1)))) {
      ++at_;
      name.questioned = true;
    }
    if (take('?')) {
      name.name = "?";
    } else if (is_sex_letter(peek())) {
      if (is_small(peek())) fault(Rule::kLetterCase, here(), "sex chromosomes are written as capitals");
      name.name = std::string(1, capital(text_[at_++]));
      if (take('_')) name.homologue = "_";
    } else {
      while (is_digit(peek())) {
        name.name += text_[at_++];
        if (take('_')) name.homologue = "_";
      }
    }
    if (name.name.empty()) give_up(Rule::kChromosome, "a chromosome is missing before " + shown());
    if (name.name.size() > 3) give_up(Rule::kChromosome, "there is no such chromosome");
    if (take("''") || take('"')) name.homologue = "\"";
    if (take('\'')) name.homologue = "'";
    name.place = place_from(begin, at_);
    return name;
  }

  void read_chromosomes(Rearrangement& link) {
    const auto begin = at_ - 1;
    std::vector<std::vector<Breakpoint>> bands;  // Written with their chromosomes.
    while (true) {
      skip_spaces();
      link.chromosomes.push_back(chromosome_name());
      bands.push_back(bands_of_chromosome());
      if (take(';')) continue;
      if (take(')')) break;
      const bool another = is_digit(peek()) || is_sex_letter(peek());
      if (peek() == ',' || peek() == ':' || peek() == '/') {
        fault(Rule::kSyntax, here(), "semicolons part the chromosomes of an event");
        ++at_;
        continue;
      }
      if (another && !bands.back().empty()) {
        fault(Rule::kSyntax, here(), "a semicolon is missing between the chromosomes");
        continue;
      }
      if (peek() == '(' || at_end()) {
        fault(Rule::kSyntax, here(), "')' is missing behind the chromosomes");
        break;
      }
      give_up(Rule::kSyntax, shown() + " cannot stand among the chromosomes of an event");
    }
    if (std::any_of(bands.begin(), bands.end(), [](const auto& group) { return !group.empty(); }))
      settle_bands(link, std::move(bands), begin);
  }

  /// The "q21q26" of "inv(3q21q26)", the "q" of "i(17q)": mostly none.
  std::vector<Breakpoint> bands_of_chromosome() {
    std::vector<Breakpoint> bands;
    for (skip_spaces(); peek() == 'p' || peek() == 'q'; skip_spaces()) {
      if (before_other_arm()) {
        bands.push_back({{false, take('p') ? Arm::kP : (++at_, Arm::kQ), ""}, Join::kNone, {}, {}});
        continue;
      }
      bands.push_back(breakpoint());
      if (peek() == '-' && (peek(1) == 'p' || peek(1) == 'q')) ++at_;
    }
    return bands;
  }

  /// At the first "q" of "t(13q14q)": the digits are those of another chromosome.
  bool before_other_arm() const {
    std::size_t ahead = 1;
    while (is_digit(peek(ahead))) ++ahead;
    return ahead > 1 && (peek(ahead) == 'p' || peek(ahead) == 'q') && !is_digit(peek(ahead + 1));
  }

  /// Bands and arms that stand with their chromosomes: "del(7q22)", "t(13q;14q)", "i(17q)". "dup(6p)" is
  /// right in a recombinant chromosome, which the rules see to.
  void settle_bands(Rearrangement& link, std::vector<std::vector<Breakpoint>> bands, std::size_t begin) {
    const bool arms_only = std::all_of(bands.begin(), bands.end(), [](const auto& group) {
      return group.empty() || (group.size() == 1 && group.front().band.name.empty());
    });
    const bool bands_follow = peek() == '(';
    if (arms_only && !bands_follow && bands.size() == 1 && (link.type == "dup" || link.type == "del")) {
      link.chromosomes.front().arm = bands.front().front().band.arm;
      return;
    }
    const bool centromeric = event_type(link.type)->centromeric || link.type == "der";
    for (auto& group : bands) {
      if (group.empty()) group.push_back({});
      for (auto& point : group) {
        if (point.band.name.empty()) point.band.name = centromeric ? "10" : "?";
      }
    }
    if (!arms_only || !bands_follow) link.breakpoints = std::move(bands);
    fault(arms_only ? Rule::kOldEdition : Rule::kBreakpoints, place_from(begin, at_),
          "arms and bands stand in parentheses of their own" + (arms_only ? "" : ": " + print(link)));
    if (!arms_only && bands_follow) give_up(Rule::kSyntax, "an event names its breakpoints once");
  }

  void read_breakpoints(Rearrangement& link) {
    if (!take('(')) fault(Rule::kSyntax, here(), "'(' is missing before the bands");
    if (is_detailed()) {
      read_detailed(link);
      return;
    }
    link.breakpoints.push_back({});
    while (true) {
      skip_spaces();
      if (take(';')) {
        link.breakpoints.push_back({});
        continue;
      }
      if (take(')')) break;
      if (peek() == 'p' || peek() == 'q' || peek() == 'P' || peek() == 'Q' || peek() == '?' ||
          starts_with("cen")) {
        link.breakpoints.back().push_back(breakpoint());
        continue;
      }
      if (!recover_among_bands(link)) break;
    }
    const bool hollow = std::any_of(link.breakpoints.begin(), link.breakpoints.end(),
                                    [](const auto& g) { return g.empty(); });
    if (hollow) give_up(Rule::kBreakpoints, "a band is missing between the parentheses");
  }

  /// True: go on with the bands; false: their parenthesis ended.
  bool recover_among_bands(Rearrangement& link) {
    const auto next_band = [this](std::size_t ahead) {
      while (is_digit(peek(ahead)) || is_sex_letter(peek(ahead))) ++ahead;
      return peek(ahead) == 'p' || peek(ahead) == 'q';
    };
    if (is_digit(peek()) || is_sex_letter(peek())) {
      if (!next_band(0)) give_up(Rule::kBand, "a band begins with its arm, p or q");
      fault(Rule::kSyntax, here(), "the chromosome is not named again before its band");
      while (is_digit(peek()) || is_sex_letter(peek())) ++at_;
      return true;
    }
    if (peek() == '-' && next_band(1)) {
      fault(Rule::kSyntax, here(), "the bands of an event follow each other without a sign");
      ++at_;
      return true;
    }
    if ((peek() == ',' || peek() == ':') && next_band(1)) {
      // A comma inside: only where another band follows and the parenthesis closes before the next event.
      fault(Rule::kSyntax, here(), "semicolons part the bands of different chromosomes");
      ++at_;
      link.breakpoints.push_back({});
      return true;
    }
    if (at_end() || peek() == ',' || peek() == '[' || peek() == '/' || peek() == '(') {
      fault(Rule::kSyntax, here(), "')' is missing behind the bands");
      return false;
    }
    if (is_small(peek())) {
      fault(Rule::kSyntax, here(), "')' is missing behind the bands");
      return false;
    }
    give_up(Rule::kBand, shown() + " cannot stand among bands");
  }

  Breakpoint breakpoint() {
    Breakpoint point;
    const auto begin = at_;
    point.band = band();
    if (peek() == '~' && (is_digit(peek(1)) || peek(1) == 'p' || peek(1) == 'q' || peek(1) == '?')) {
      ++at_;
      point.join = Join::kRange;
      point.other = band();
    } else if (peek() == '-' && is_digit(peek(1))) {
      ++at_;
      point.join = Join::kFused;
      point.other = band();
    } else if (starts_with(" or ") ||
               (starts_with("or") && (is_digit(peek(2)) || peek(2) == 'p' || peek(2) == 'q'))) {
      if (!take(" or ")) at_ += 2;
      point.join = Join::kOr;
      point.other = band();
    }
    point.place = place_from(begin, at_);
    return point;
  }

  /// "q34.1", "?q34", "q?", "cen", "?"; digits alone after "~" or "or".
  BandName band() {
    BandName band;
    if (take("cen")) {
      band.name = "cen";
      return band;
    }
    if (take('?')) {
      if (peek() != 'p' && peek() != 'q') {
        band.name = "?";
        return band;
      }
      band.questioned = true;
    }
    if (peek() == 'P' || peek() == 'Q') {
      fault(Rule::kLetterCase, here(), "arms are written small");
      band.arm = peek() == 'P' ? Arm::kP : Arm::kQ;
      ++at_;
    } else if (take('p')) {
      band.arm = Arm::kP;
    } else if (take('q')) {
      band.arm = Arm::kQ;
    }
    if (band.arm != Arm::kNone && take("ter")) {
      band.name = "ter";
      return band;
    }
    const auto begin = at_;
    while (is_digit(peek()) || (peek() == 'l' && band.arm != Arm::kNone) ||
           (peek() == '.' && (is_digit(peek(1)) || peek(1) == '?')) ||
           (peek() == '?' && peek(1) != 'p' && peek(1) != 'q'))
      ++at_;
    band.name = text_.substr(begin, at_ - begin);
    if (band.name.find('l') != band.name.npos) {
      fault(Rule::kBand, place_from(begin, at_), "the number of a band has digits: 1, not the letter l");
      std::replace(band.name.begin(), band.name.end(), 'l', '1');
    }
    if (at_ - begin == 2 && peek() == ',' && is_digit(peek(1)) &&
        (peek(2) == ')' || peek(2) == ';' || peek(2) == 'p' || peek(2) == 'q')) {
      fault(Rule::kSyntax, here(), "a point stands before the number of a sub-band");
      band.name += std::string(".") + peek(1);
      at_ += 2;
    }
    if (band.name.size() > 8) give_up(Rule::kBand, "this band's name is too long");
    return band;
  }

  // The detailed system.
  /// A lone colon between bands, "t(5;12)(q31:p13)", is a slip for a semicolon: a description has an arrow or
  /// a free or joined end.
  bool is_detailed() const {
    const auto length = text_.find_first_of("),", at_) - at_;
    const auto inside = std::string_view(text_).substr(at_, length);
    return inside.find("->") != inside.npos || inside.find("::") != inside.npos ||
           (!inside.empty() && (inside.front() == ':' || inside.back() == ':'));
  }

  void read_detailed(Rearrangement& link) {
    while (true) {
      link.detailed.push_back(detailed_chromosome());
      if (take(';')) continue;
      if (take(')')) return;
      if (at_end() || peek() == ',' || peek() == '[' || peek() == '/') {
        fault(Rule::kSyntax, here(), "')' is missing behind the detailed description");
        return;
      }
      give_up(Rule::kSyntax, shown() + " cannot stand in a detailed description");
    }
  }

  DetailedChromosome detailed_chromosome() {
    DetailedChromosome chromosome;
    while (chromosome.opening_colons < 2 && take(':')) ++chromosome.opening_colons;
    while (true) {
      chromosome.stretches.push_back(detailed_stretch());
      skip_spaces();
      int colons = 0;
      while (colons < 2 && take(':')) ++colons;
      skip_spaces();
      if (colons == 0) break;
      const bool ends = peek() == ')' || peek() == ';' || at_end();
      if (ends) {
        chromosome.closing_colons = colons;
        break;
      }
      if (colons == 1) fault(Rule::kSyntax, here(), "a join of two breaks is written '::'");
    }
    return chromosome;
  }

  std::vector<DetailedPoint> detailed_stretch() {
    std::vector<DetailedPoint> points;
    do {
      skip_spaces();
      points.push_back(detailed_point());
      skip_spaces();
    } while (take("->"));
    return points;
  }

  DetailedPoint detailed_point() {
    DetailedPoint point;
    const auto begin = at_;
    while (is_digit(peek())) point.chromosome += text_[at_++];
    if (point.chromosome.empty() && (peek() == 'X' || peek() == 'Y')) point.chromosome = text_[at_++];
    if (point.chromosome.size() > 2) give_up(Rule::kChromosome, "there is no such chromosome");
    read_detailed_band(point, begin);
    point.place = place_from(begin, at_);
    return point;
  }

  void read_detailed_band(DetailedPoint& point, std::size_t begin) {
    for (const std::string_view word : {"neo", "hsr"}) {
      if (!take(word)) continue;
      point.word = word;
      return;
    }
    if (peek() == '?' && peek(1) != 'p' && peek(1) != 'q') {
      ++at_;
      point.word = "?";
      return;
    }
    if (peek() != 'p' && peek() != 'q' && peek() != '?' && !starts_with("cen")) {
      at_ = begin;
      give_up(Rule::kBand, "a band is missing in the detailed description before " + shown());
    }
    point.band = band();
    if (point.band.name == "cen" && take('?')) point.band.name = "cen?";
  }

  PlainText plain_;
  const std::string& text_;
  std::size_t at_ = 0;
  bool sex_was_read_ = false;
  bool is_doubled_ = false;  ///< Inside the parentheses of a doubled cell.
  Reading reading_;
};

}  // namespace

Reading read(std::string_view text) {
  if (text.size() > kLongestText) {
    Reading reading;
    reading.complete = false;
    reading.faults.error(Rule::kTooLong, {0, 1},
                         "the text is longer than " + std::to_string(kLongestText) + " bytes");
    return reading;
  }
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.remove_suffix(1);
  return Parser(text).read();
}

base::Expected<Karyotype> parse(std::string_view text) {
  auto reading = read(text);
  if (reading.faults.errors.empty()) return std::move(reading.karyotype);
  const auto& first = reading.faults.errors.front();
  const auto code = first.rule == Rule::kTooLong ? base::ErrorCode::kUnsupported : base::ErrorCode::kDamaged;
  return base::unexpected(code, first.what, "character " + std::to_string(first.place.offset),
                          "Try `pinnacle iscn check` for the whole list and a correction");
}

}  // namespace pinnacle::iscn
