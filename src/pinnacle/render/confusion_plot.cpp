#include <algorithm>
#include <cmath>

#include "pinnacle/render/judgement_plots.h"

namespace pinnacle::render {
namespace {

constexpr double kLabelSize = 11, kLongestLabel = 190;
constexpr Ink kPaleBlue{0.82, 0.89, 0.96, 1}, kDeepBlue{0.05, 0.30, 0.58, 1};
constexpr Ink kPaleRed{1.00, 0.93, 0.84, 1}, kDeepRed{0.75, 0.12, 0.12, 1};
constexpr Ink kEmpty{0.975, 0.978, 0.982, 1};

struct Field {
  Ink ink;
  bool dark = false;
};

/// @param share  Of its row or column.
Field field_of(double share, bool right) {
  if (std::isnan(share) || share <= 0) return {kEmpty, false};
  // Good models differ between 50 and 100 % on the diagonal and below 10 % off it.
  const double depth =
      right ? std::clamp((share - 0.5) / 0.5, 0.0, 1.0) : std::sqrt(std::min(1.0, share / 0.1));
  return {right ? mixed(kPaleBlue, kDeepBlue, depth) : mixed(kPaleRed, kDeepRed, depth), depth > 0.55};
}

std::string number_of(double value, ConfusionShare share) {
  if (std::isnan(value) || value <= 0) return {};
  if (share == ConfusionShare::kCounts) return std::to_string(std::llround(value));
  if (value < 0.0005) return "<.1";
  return value >= 0.9995 ? "100" : percent(value, 1);
}

std::string heading_of(ConfusionShare share) {
  switch (share) {
    case ConfusionShare::kCounts:
      return "Confusion, counts";
    case ConfusionShare::kRecall:
      return "Confusion, per cent of the true class (diagonal: recall)";
    case ConfusionShare::kPrecision:
      return "Confusion, per cent of the given class (diagonal: precision)";
  }
  return {};
}

/// Stretches of neighbouring labels of one group, as [from, to).
struct Stretch {
  std::string group;
  std::size_t from, to;
};

std::vector<Stretch> stretches_of(const evaluation::LabelGroups& groups) {
  std::vector<Stretch> stretches;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (!stretches.empty() && stretches.back().group == groups[i]) {
      stretches.back().to = i + 1;
    } else {
      stretches.push_back({groups[i], i, i + 1});
    }
  }
  return stretches;
}

struct ConfusionMap {
  evaluation::Confusion confusion;
  std::vector<std::string> labels;
  evaluation::LabelGroups groups;
  ConfusionShare share;
  double cell, left, top, bottom;

  double side() const { return cell * static_cast<double>(labels.size()); }
  double x_of(std::size_t answer) const { return left + cell * static_cast<double>(answer); }
  double y_of(std::size_t truth) const { return top + cell * static_cast<double>(truth); }

  void draw(Canvas& canvas) const {
    canvas.text({16, 12}, heading_of(share), {.size = 14, .bold = true});
    canvas.text({16, 33},
                "Blue: right. Orange to red: taken for another. Frames: classes that look alike (A to G, X "
                "in C, Y in G).",
                {.size = 10.5, .ink = kMuted});
    draw_fields(canvas);
    draw_labels(canvas);
    draw_frames(canvas);
  }

  void draw_fields(Canvas& canvas) const {
    const auto values = share == ConfusionShare::kCounts   ? confusion.counts()
                        : share == ConfusionShare::kRecall ? confusion.by_recall()
                                                           : confusion.by_precision();
    const auto shares = share == ConfusionShare::kPrecision ? values : confusion.by_recall();
    const double size = std::min(cell * 0.34, 10.0);
    for (std::size_t t = 0; t < labels.size(); ++t) {
      for (std::size_t a = 0; a < labels.size(); ++a) {
        const auto field = field_of(shares[t][a], t == a);
        canvas.rectangle({x_of(a) + 0.5, y_of(t) + 0.5, cell - 1, cell - 1}, field.ink);
        const auto number = number_of(values[t][a], share);
        if (number.empty() || size < 6) continue;
        canvas.text({x_of(a) + cell / 2, y_of(t) + cell / 2 - size * 0.62}, number,
                    {.size = size, .ink = field.dark ? kWhite : kBlack, .align = Align::kCentre});
      }
    }
  }

  void draw_labels(Canvas& canvas) const {
    const bool upward = bottom > 44;
    for (std::size_t i = 0; i < labels.size(); ++i) {
      canvas.text({left - 6, y_of(i) + cell / 2 - kLabelSize * 0.62}, labels[i],
                  {.size = kLabelSize, .align = Align::kRight, .max_width = upward ? left - 40 : 0});
      const TextStyle below{.size = kLabelSize,
                            .align = upward ? Align::kRight : Align::kCentre,
                            .max_width = upward ? bottom - 26 : 0};
      if (upward) {
        canvas.upward_text({x_of(i) + cell / 2 - kLabelSize * 0.62, top + side() + 6}, labels[i], below);
      } else {
        canvas.text({x_of(i) + cell / 2, top + side() + 5}, labels[i], below);
      }
      canvas.text({left + side() + 8, y_of(i) + cell / 2 - 6},
                  std::to_string(std::llround(confusion.true_count(static_cast<int>(i)))),
                  {.size = 9.5, .ink = kMuted});
    }
    canvas.text({left + side() + 8, top - 16}, "n", {.size = 9.5, .ink = kMuted});
    canvas.upward_text({10, top + side() / 2}, "true class",
                       {.size = 12, .align = Align::kCentre, .bold = true});
    canvas.text({left + side() / 2, top + side() + bottom - 14}, "given class",
                {.size = 12, .align = Align::kCentre, .bold = true});
  }

  void draw_frames(Canvas& canvas) const {
    const auto stretches = stretches_of(groups);
    for (const auto& rows : stretches) {
      for (const auto& columns : stretches) {
        if (rows.group.empty() || rows.group != columns.group) continue;
        const double x0 = x_of(columns.from), x1 = x_of(columns.to), y0 = y_of(rows.from), y1 = y_of(rows.to);
        canvas.outline({{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}}, 1, kMuted, false);
      }
    }
  }
};

}  // namespace

Plot confusion_plot(const evaluation::Confusion& confusion, const std::vector<std::string>& labels,
                    const evaluation::LabelGroups& groups, ConfusionShare share) {
  double widest = 0;
  for (const auto& label : labels) widest = std::max(widest, text_width(label, kLabelSize));
  widest = std::min(widest, kLongestLabel);
  const double cell = std::clamp(960 / static_cast<double>(labels.size()), 11.0, 34.0);
  const bool upward = widest > cell;
  const ConfusionMap map{confusion, labels,      groups, share,
                         cell,      44 + widest, 72,     upward ? widest + 36 : 44.0};
  const double height = map.top + map.side() + map.bottom + 8, least_width = 620;
  return {std::max(least_width, map.left + map.side() + 52), height,
          [map](Canvas& canvas) { map.draw(canvas); }};
}

}  // namespace pinnacle::render
