#include <cctype>
#include <string_view>

#include "pinnacle/iscn/band_place.h"
#include "pinnacle/iscn/rules.h"

namespace pinnacle::iscn {
namespace {

/// Sanity only: what stands here is carried along, not understood.
class TechniqueRules {
 public:
  TechniqueRules(const Karyotype& karyotype, Faults& faults)
      : text_(karyotype.techniques), start_(karyotype.techniques_place.offset), faults_(faults) {}

  void check() {
    const auto head =
        text_.find_first_of(" [(", text_.find("nuc ish") == std::string_view::npos ? 0 : text_.find("ish"));
    if (head == std::string_view::npos || head + 1 >= text_.size())
      return error(text_.size(), "a result is missing behind the technique");
    check_head();
    check_brackets();
    check_spaces();
    check_copies();
    if (!is_by_coordinates()) return;
    check_bands();
    check_coordinates();
  }

 private:
  void error(std::size_t at, std::string what) {
    // Offsets are characters; what is carried along is ASCII but for what was mapped, so that this is near
    // enough.
    faults_.error(Rule::kTechnique, {start_ + at, 1}, std::move(what));
  }

  /// A space behind the technique and its genome build. Older editions had none before a parenthesis.
  void check_head() {
    auto at = text_.find_first_not_of("./-abcdefghijklmnopqrstuvwxyz");
    if (text_.find("nuc ish") <= 2) at = text_.find("ish") + 3;
    if (at < text_.size() && text_[at] == '[') at = std::min(text_.find(']', at), text_.size() - 1) + 1;
    if (at >= text_.size() || text_[at] == ' ') return;
    if (text_[at] != '(') return error(at, "a space belongs behind the technique");
    faults_.warn(Rule::kOldEdition, {start_ + at, 1}, "a space belongs behind the technique");
  }

  static bool is_digit(char c) { return c >= '0' && c <= '9'; }

  /// "(18,339,130_21,086,225)x1".
  void check_coordinates() {
    std::size_t digits = 0;
    for (std::size_t i = 0; i < text_.size(); ++i) {
      const char c = text_[i], next = i + 1 < text_.size() ? text_[i + 1] : '\0';
      if (c == '-' && digits >= 4 && is_digit(next))
        return error(i, "'_' joins the first and the last position");
      digits = is_digit(c) ? digits + 1 : c == ',' ? digits : 0;
    }
  }

  /// "(TP53)x2": behind a parenthesis "x" is followed by a number.
  void check_copies() {
    for (std::size_t i = 1; i < text_.size(); ++i) {
      const char c = text_[i], before = text_[i - 1], next = i + 1 < text_.size() ? text_[i + 1] : '\0';
      const bool counts = before == ')' || (is_by_coordinates() && is_digit(before));
      if (c == 'x' && counts && !is_digit(next) && next != '?')
        return error(i, "the number of copies is missing behind 'x'");
    }
  }

  void check_brackets() {
    std::string open;
    for (std::size_t i = 0; i < text_.size(); ++i) {
      const char c = text_[i], before = i > 0 ? text_[i - 1] : ' ';
      const bool ends = c == ',' || c == ')' || c == ']';
      if (ends && (before == ',' || before == '(' || before == '['))
        return error(i, "something is missing before this sign");
      if (c == '(' || c == '[') open += c;
      if (c != ')' && c != ']') continue;
      if (open.empty() || open.back() != (c == ')' ? '(' : '['))
        return error(i, "this bracket was not opened");
      open.pop_back();
    }
    if (!open.empty()) error(text_.size(), "a bracket is not closed");
  }

  void check_spaces() {
    for (std::size_t i = 0; i < text_.size(); ++i) {
      if (text_[i] == '\x01') return error(i, "a foreign character");
      if (text_[i] != ' ') continue;
      if (i + 1 == text_.size() || text_[i + 1] == ' ' || text_[i + 1] == ',' || text_[i + 1] == ')')
        return error(i, "no space belongs here");
    }
    if (text_.back() == ',' || text_.back() == ';')
      error(text_.size() - 1, "something is missing behind this sign");
  }

  bool is_by_coordinates() const {
    const auto head = text_.substr(text_.front() == '.' ? 1 : 0, 3);
    return head == "arr" || head == "seq" || head == "sse" || head == "ogm";
  }

  /// "22q11.21(18919477_21459713)": the bands before coordinates exist.
  void check_bands() {
    for (std::size_t i = 0; i < text_.size(); ++i) {
      const bool starts = i > 0 && (text_[i - 1] == ' ' || text_[i - 1] == ',' || text_[i - 1] == ']');
      if (!starts) continue;
      auto at = i;
      while (at < text_.size() && (std::isdigit(static_cast<unsigned char>(text_[at])) != 0 ||
                                   text_[at] == 'X' || text_[at] == 'Y'))
        ++at;
      const auto chromosome = cytogenetics::parse_class(text_.substr(i, at - i));
      if (!chromosome) continue;
      while (at < text_.size() && (text_[at] == 'p' || text_[at] == 'q')) {
        const auto arm = text_[at] == 'p' ? Arm::kP : Arm::kQ;
        const auto begin = ++at;
        while (at < text_.size() &&
               (std::isdigit(static_cast<unsigned char>(text_[at])) != 0 || text_[at] == '.'))
          ++at;
        const auto band = text_.substr(begin, at - begin);
        if (!band.empty() && !band_place(*chromosome, arm, band))
          return error(i, "chromosome " + std::string(to_string(*chromosome)) + " has no such band");
      }
    }
  }

  std::string_view text_;
  std::size_t start_;
  Faults& faults_;
};

}  // namespace

void check_techniques(const Karyotype& karyotype, Faults& faults) {
  if (!karyotype.techniques.empty()) TechniqueRules(karyotype, faults).check();
}

}  // namespace pinnacle::iscn
