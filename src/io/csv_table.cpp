// SPDX-License-Identifier: Apache-2.0
/// @file  CSV files, record by record: plain lines as they are, all others over libcsv's callbacks.
#include "io/csv_table.hpp"

#include <csv.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <exception>
#include <fstream>
#include <new>
#include <system_error>
#include <utility>

#include "core/utf8.hpp"

namespace ytterby {
namespace {

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

// REPALL_NL: blank lines are reported too, or they would not be counted.
constexpr unsigned char parser_options = CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL;

/// libcsv trims what it takes for blanks; here they belong to the field.
int never_a_blank(unsigned char) { return 0; }

/// Owns a libcsv parser.
class Parser {
 public:
  Parser() { start(); }
  ~Parser() { csv_free(&parser_); }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  /// Forgets what it was in the middle of.
  void restart() {
    csv_free(&parser_);
    start();
  }
  [[nodiscard]] csv_parser* get() { return &parser_; }
  [[nodiscard]] bool is_quoted() const { return parser_.quoted != 0; }

  /// The field it is in the middle of, as far as it was read.
  [[nodiscard]] std::string_view unfinished_field() const {
    if (parser_.entry_pos == 0) return {};
    return {reinterpret_cast<const char*>(parser_.entry_buf), parser_.entry_pos};
  }

 private:
  void start() {
    if (csv_init(&parser_, parser_options) != 0) throw std::bad_alloc{};
    csv_set_space_func(&parser_, never_a_blank);
    csv_set_blk_size(&parser_, std::size_t{1} << 16U);
  }

  csv_parser parser_{};
};

int count_lines(std::string_view text) { return static_cast<int>(std::ranges::count(text, '\n')); }

/// Plain ASCII without NUL and within one line, as nearly every field is.
bool is_plain(std::string_view text) {
  bool is_plain = true;
  for (const char c : text) is_plain &= static_cast<signed char>(c) > 0 && c != '\n';  // no branch: fields are short
  return is_plain;
}

/// Whether a field may go on with this byte and the line still be plain: ASCII but for what CSV gives a meaning.
constexpr auto goes_on = [] {
  std::array<bool, 256> table{};
  for (std::size_t byte = 1; byte < 128; ++byte) {
    table[byte] = byte != ',' && byte != '"' && byte != '\n' && byte != '\r';
  }
  return table;
}();

/// The records between parsing and taking: a short queue, so that the taker can look ahead.
class RecordQueue {
 public:
  explicit RecordQueue(CsvTaker& taker) : taker_(taker) {}

  /// The record to fill next.
  [[nodiscard]] CsvRecord& next() { return at(complete_); }

  void complete_next() {
    if (has_stopped_) return;
    taker_.look_ahead_far(next());
    if (complete_ >= near) taker_.look_ahead_near(at(complete_ - near));
    ++complete_;
    if (complete_ - taken_ == far) take_one();
    clear(next());
  }

  void take_rest() {
    while (!has_stopped_ && taken_ < complete_) take_one();
  }

  /// No more are wanted.
  [[nodiscard]] bool has_stopped() const { return has_stopped_; }

 private:
  static constexpr std::size_t far = 16, near = 8;  // records ahead

  CsvRecord& at(std::size_t record) { return records_[record % far]; }

  void take_one() {
    const bool wants_more = taker_.take(at(taken_++));
    if (!wants_more) has_stopped_ = true;
  }

  static void clear(CsvRecord& record) {  // and keep its memory
    record.text.clear();
    record.ends.clear();
    record.faults.clear();
    record.is_cut = false;
  }

  CsvTaker& taker_;
  std::array<CsvRecord, far> records_ = {};
  std::size_t complete_ = 0;
  std::size_t taken_ = 0;
  bool has_stopped_ = false;
};

/// Splits plain lines, drives libcsv over the others, and goes on where it stops.
class CsvReader {
 public:
  CsvReader(CsvTaker& taker, bool splits_plain_lines) : queue_(taker), splits_plain_lines_(splits_plain_lines) {}

  /// @return  Whether more is wanted.
  bool feed(std::string_view bytes) {
    while (!bytes.empty() && !has_ended()) bytes.remove_prefix(take_some(bytes));
    return !has_ended();
  }

  void finish() {
    if (!has_ended() && !is_skipping_) finish_record();
    queue_.take_rest();
  }

 private:
  [[nodiscard]] bool has_ended() const { return is_broken_off_ || queue_.has_stopped(); }

  /// @return  How many bytes were taken.
  std::size_t take_some(std::string_view bytes) {
    if (is_skipping_) return skip_line(bytes);
    if (!splits_plain_lines_) return parse(bytes);
    const auto line_end = bytes.find('\n');
    if (line_end == std::string_view::npos) return parse(bytes);
    const auto line = bytes.substr(0, line_end + 1);
    return is_between_records_ && split(line) ? line.size() : parse(line);
  }

  /// @return  Whether the line, which ends in LF, is plain; if not nothing was done.
  bool split(std::string_view line) {
    CsvRecord& record = queue_.next();
    const char* const begin = line.data();
    const char* at = begin;
    while (true) {
      while (goes_on[static_cast<unsigned char>(*at)]) ++at;  // the line's end stops it
      record.ends.push_back(static_cast<std::size_t>(at - begin));
      if (*at != ',') break;
      ++at;
    }
    const auto size = record.ends.back();
    const bool is_plain_line = size + 1 == line.size() || (*at == '\r' && size + 2 == line.size());
    if (!is_plain_line || size == 0) record.ends.clear();
    if (!is_plain_line) return false;
    record.text.assign(begin, size);
    end_line('\n');
    return true;
  }

  std::size_t parse(std::string_view bytes) {
    is_between_records_ = false;
    const auto parsed = csv_parse(parser_.get(), bytes.data(), bytes.size(), on_field, on_record_end, this);
    rethrow();
    if (parsed < bytes.size()) {
      recover();
    } else if (parser_.unfinished_field().size() > longest_field) {
      cut_record("a field of more than 1 MiB", "at most 1 MiB");
      is_broken_off_ = true;
    }
    return parsed;
  }

  /// After a quote out of place: the record ends here, the next one begins on the next line.
  void recover() {
    if (csv_error(parser_.get()) != CSV_EPARSE) throw std::bad_alloc{};
    const auto lines = count_lines(parser_.unfinished_field());
    if (parser_.is_quoted()) {
      cut_record("text after a closing quote", "a comma or the end of the line");
    } else {
      cut_record("a quote inside a field", "the whole field in quotes, and its quotes doubled");
    }
    parser_.restart();
    line_ += lines;
    is_skipping_ = true;
  }

  std::size_t skip_line(std::string_view bytes) {
    const auto end = bytes.find('\n');
    if (end == std::string_view::npos) return bytes.size();
    ++line_;
    record_line_ = line_;
    is_after_cr_ = false;
    is_skipping_ = false;
    is_between_records_ = true;
    return end + 1;
  }

  void finish_record() {
    const bool is_closed = csv_fini(parser_.get(), on_field, on_record_end, this) == 0;
    rethrow();
    if (!is_closed) cut_record("a quote that is never closed", "a closing quote");
  }

  void add_field(std::string_view text) {
    is_after_cr_ = false;
    CsvRecord& record = queue_.next();
    if (!is_plain(text) || text.size() > longest_field) {
      line_ += count_lines(text);
      if (auto bad = check_text(text); !bad.found.empty()) {
        record.faults.push_back({record.size(), std::move(bad.found), std::move(bad.expected)});
        text = {};
      }
    }
    if (record.size() > 0) record.text += ',';
    record.text += text;
    record.ends.push_back(record.text.size());
  }

  void end_line(int terminator) {
    const bool is_second_half = terminator == '\n' && is_after_cr_;
    if (queue_.next().size() > 0) complete_record();
    if (terminator >= 0 && !is_second_half) ++line_;
    is_after_cr_ = terminator == '\r';
    is_between_records_ = terminator == '\n';
    record_line_ = line_;
  }

  void cut_record(std::string found, std::string expected) {
    CsvRecord& record = queue_.next();
    record.faults.push_back({record.size(), std::move(found), std::move(expected)});
    record.is_cut = true;
    complete_record();
  }

  void complete_record() {
    queue_.next().line = record_line_;
    queue_.complete_next();
  }

  // libcsv is C: exceptions wait until its call is over.
  static void on_field(void* text, std::size_t size, void* self) {
    static_cast<CsvReader*>(self)->guarded([&](CsvReader& reader) {
      reader.add_field(size == 0 ? std::string_view{} : std::string_view{static_cast<const char*>(text), size});
    });
  }
  static void on_record_end(int terminator, void* self) {
    static_cast<CsvReader*>(self)->guarded([&](CsvReader& reader) { reader.end_line(terminator); });
  }
  template <class Action>
  void guarded(Action&& action) noexcept {
    if (thrown_ || queue_.has_stopped()) return;
    try {
      action(*this);
    } catch (...) {
      thrown_ = std::current_exception();
    }
  }
  void rethrow() {
    if (thrown_) std::rethrow_exception(std::exchange(thrown_, nullptr));
  }

  RecordQueue queue_;
  Parser parser_;
  int line_ = 1;
  int record_line_ = 1;
  bool splits_plain_lines_;
  bool is_after_cr_ = false;
  bool is_between_records_ = true;  // at the start of a line; not after a CR, whose LF may follow
  bool is_skipping_ = false;
  bool is_broken_off_ = false;
  std::exception_ptr thrown_ = {};
};

[[noreturn]] void throw_unreadable(const std::filesystem::path& file) {
  throw std::system_error{errno, std::generic_category(), file.string()};
}

}  // namespace

BadText check_text(std::string_view text) {
  if (text.size() > longest_field) return {"a field of more than 1 MiB", "at most 1 MiB"};
  if (text.find('\0') != std::string_view::npos) return {"a NUL byte", "text"};
  const auto bad = first_not_utf8(text);
  if (bad == text.size()) return {};
  return {fmt::format("byte 0x{:02x}, which is not UTF-8", static_cast<unsigned char>(text[bad])), "text in UTF-8"};
}

void read_csv(const std::filesystem::path& file, CsvTaker& taker, const CsvOptions& options) {
  errno = 0;
  std::ifstream in{file, std::ios::binary};
  if (!in) throw_unreadable(file);

  CsvReader reader{taker, options.splits_plain_lines};
  std::string chunk(options.chunk_size, '\0');
  bool is_first = true;
  bool wants_more = true;
  while (in && wants_more) {
    in.read(chunk.data(), static_cast<std::streamsize>(chunk.size()));
    std::string_view bytes{chunk.data(), static_cast<std::size_t>(in.gcount())};
    if (std::exchange(is_first, false) && bytes.starts_with(byte_order_mark))
      bytes.remove_prefix(byte_order_mark.size());
    wants_more = reader.feed(bytes);
  }
  if (in.bad()) throw_unreadable(file);
  reader.finish();
}

}  // namespace ytterby
