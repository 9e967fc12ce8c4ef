// SPDX-License-Identifier: GPL-3.0-or-later
#include "jinjavalues/operators.h"

#include <algorithm>
#include <cmath>

#include "jinjavalues/strings.h"

namespace quantscope::jinja {
namespace {

constexpr const char* symbols[] = {"+", "-", "*", "/", "//", "%", "**"};

[[noreturn]] void failTypes(const char* symbol, const Value& left, const Value& right)
{
    for (const auto* value : {&left, &right})
        if (value->why())
            failUndefined(*value);
    throw Error(
        fmt::format("unsupported operand types for {}: '{}' and '{}'", symbol, typeName(left), typeName(right)));
}

[[noreturn]] void failOverflow(const char* symbol)
{
    throw Error(fmt::format("the result of {} has more than 64 bits", symbol));
}

int64_t power(int64_t base, int64_t exponent)
{
    int64_t result = 1;
    while (exponent > 0) {
        if ((exponent & 1) && __builtin_mul_overflow(result, base, &result))
            failOverflow("**");
        exponent >>= 1;
        if (exponent > 0 && __builtin_mul_overflow(base, base, &base))
            failOverflow("**");
    }
    return result;
}

void requireDivisor(bool isZero)
{
    if (isZero)
        throw Error("division by zero");
}

// Rounds to minus infinity, as Python does.
int64_t floorDivided(int64_t a, int64_t b)
{
    requireDivisor(b == 0);
    if (a == INT64_MIN && b == -1)
        failOverflow("//");
    return a / b - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0);
}

// Has the sign of the divisor.
int64_t floorRemainder(int64_t a, int64_t b)
{
    requireDivisor(b == 0);
    if (b == -1)
        return 0;
    const int64_t rest = a % b;
    return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
}

double floorRemainder(double a, double b)
{
    requireDivisor(b == 0);
    const double rest = std::fmod(a, b);
    if (rest == 0)
        return std::copysign(0.0, b);
    return (rest < 0) != (b < 0) ? rest + b : rest;
}

double floorDivided(double a, double b)
{
    requireDivisor(b == 0);
    const double rest = std::fmod(a, b);
    double quotient = (a - rest) / b;
    if (rest != 0 && (rest < 0) != (b < 0))
        quotient -= 1;
    if (quotient == 0)
        return std::copysign(0.0, a / b);
    const double whole = std::floor(quotient);
    return quotient - whole > 0.5 ? whole + 1 : whole;
}

double power(double base, double exponent)
{
    if (base == 0 && exponent < 0)
        throw Error("0.0 cannot be raised to a negative power");
    if (base < 0 && std::isfinite(base) && std::isfinite(exponent) && exponent != std::floor(exponent))
        throw Error("complex numbers are not supported");
    const double result = std::pow(base, exponent);
    if (std::isinf(result) && std::isfinite(base) && std::isfinite(exponent))
        throw Error("the result of ** is out of range");
    return result;
}

Value ofIntegers(BinaryOperator op, int64_t a, int64_t b)
{
    int64_t result = 0;
    bool overflow = false;
    switch (op) {
    case BinaryOperator::Add: overflow = __builtin_add_overflow(a, b, &result); break;
    case BinaryOperator::Subtract: overflow = __builtin_sub_overflow(a, b, &result); break;
    case BinaryOperator::Multiply: overflow = __builtin_mul_overflow(a, b, &result); break;
    case BinaryOperator::Divide:
        requireDivisor(b == 0);
        return {static_cast<double>(static_cast<long double>(a) / static_cast<long double>(b))};
    case BinaryOperator::FloorDivide: return {floorDivided(a, b)};
    case BinaryOperator::Modulo: return {floorRemainder(a, b)};
    case BinaryOperator::Power:
        if (b < 0)
            return {power(static_cast<double>(a), static_cast<double>(b))};
        return {power(a, b)};
    }
    if (overflow)
        failOverflow(symbols[static_cast<size_t>(op)]);
    return {result};
}

Value ofFloats(BinaryOperator op, double a, double b)
{
    switch (op) {
    case BinaryOperator::Add: return {a + b};
    case BinaryOperator::Subtract: return {a - b};
    case BinaryOperator::Multiply: return {a * b};
    case BinaryOperator::Divide: requireDivisor(b == 0); return {a / b};
    case BinaryOperator::FloorDivide: return {floorDivided(a, b)};
    case BinaryOperator::Modulo: return {floorRemainder(a, b)};
    default: return {power(a, b)};
    }
}

// Text marked safe escapes what is added to it.
Value joined(const Text& left, const Text& right, Meter& meter)
{
    const bool safe = left.safe || right.safe;
    auto result = safe && !left.safe ? escapedHtml(*left.utf8) : *left.utf8;
    result += safe && !right.safe ? escapedHtml(*right.utf8) : *right.utf8;
    meter.chargeText(result.size());
    return {Text{std::make_shared<const std::string>(std::move(result)), safe}};
}

bool isRepeatable(const Sequence& sequence)
{
    return sequence.kind == SequenceKind::List || sequence.kind == SequenceKind::Tuple;
}

std::optional<Value> added(const Value& left, const Value& right, Meter& meter)
{
    const auto* a = left.as<Text>();
    const auto* b = right.as<Text>();
    if (a && b)
        return joined(*a, *b, meter);
    const auto* first = left.sequence();
    const auto* second = right.sequence();
    if (!first || !second || first->kind != second->kind || !isRepeatable(*first))
        return {};
    auto items = first->items;
    items.insert(items.end(), second->items.begin(), second->items.end());
    meter.charge(items.size());
    return list(std::move(items), meter, first->kind);
}

std::optional<Value> repeated(const Value& value, const Value& times, Meter& meter)
{
    const auto wanted = integerOf(times);
    if (!wanted)
        return {};
    const auto count = static_cast<uint64_t>(std::max<int64_t>(*wanted, 0));
    if (const auto* chars = value.as<Text>()) {
        const auto steps = static_cast<long double>(chars->utf8->size()) * static_cast<long double>(count);
        meter.charge(steps > 1e18L ? UINT64_MAX : 1 + static_cast<uint64_t>(steps) / 16);
        std::string result;
        for (uint64_t i = 0; i < count && !chars->utf8->empty(); ++i)
            result += *chars->utf8;
        return Value{Text{std::make_shared<const std::string>(std::move(result)), chars->safe}};
    }
    const auto* sequence = value.sequence();
    if (!sequence || !isRepeatable(*sequence))
        return {};
    std::vector<Value> items;
    for (uint64_t i = 0; i < count && !sequence->items.empty(); ++i) {
        meter.charge(sequence->items.size());
        items.insert(items.end(), sequence->items.begin(), sequence->items.end());
    }
    return list(std::move(items), meter, sequence->kind);
}

bool equalItems(const std::vector<Value>& a, const std::vector<Value>& b, Meter& meter)
{
    return a.size() == b.size() &&
        std::equal(a.begin(), a.end(), b.begin(), [&](const Value& x, const Value& y) { return isEqual(x, y, meter); });
}

bool equalDicts(const Dict& a, const Dict& b, Meter& meter)
{
    if (a.entries().size() != b.entries().size())
        return false;
    for (const auto& [key, value] : a.entries()) {
        const auto* other = b.find(meter, key);
        if (!other || !isEqual(value, *other, meter))
            return false;
    }
    return true;
}

bool equalSequences(const Sequence& a, const Sequence& b, Meter& meter)
{
    if (a.kind != b.kind)
        return false;
    if (a.kind != SequenceKind::DictKeys && a.kind != SequenceKind::DictItems)
        return equalItems(a.items, b.items, meter);
    throw Error("comparing " + std::string(a.kind == SequenceKind::DictKeys ? "dict_keys" : "dict_items") +
                " is not supported");
}

// -1, 0 or 1, exact for integers that a float cannot hold; none when one is NaN.
std::optional<int> orderOfNumbers(const Value& left, const Value& right)
{
    const auto exact = [](const Value& value) -> long double {
        const auto whole = integerOf(value);
        return whole ? static_cast<long double>(*whole) : static_cast<long double>(*numberOf(value));
    };
    const auto a = exact(left);
    const auto b = exact(right);
    if (std::isnan(a) || std::isnan(b))
        return {};
    return a < b ? -1 : a > b ? 1 : 0;
}

// left < right of two lists or tuples: by the first items that differ, else by length.
bool isLessSequence(const std::vector<Value>& a, const std::vector<Value>& b, Meter& meter)
{
    for (size_t i = 0; i < std::min(a.size(), b.size()); ++i)
        if (!isEqual(a[i], b[i], meter))
            return isLess(a[i], b[i], meter);
    return a.size() < b.size();
}

}

void failUndefined(const Value& value)
{
    throw Error(*value.why());
}

Value computed(BinaryOperator op, const Value& left, const Value& right, Meter& meter)
{
    const auto* symbol = symbols[static_cast<size_t>(op)];
    const auto a = integerOf(left);
    const auto b = integerOf(right);
    if (a && b)
        return ofIntegers(op, *a, *b);
    if (numberOf(left) && numberOf(right))
        return ofFloats(op, *numberOf(left), *numberOf(right));
    std::optional<Value> result;
    if (op == BinaryOperator::Add)
        result = added(left, right, meter);
    else if (op == BinaryOperator::Multiply)
        result = a ? repeated(right, left, meter) : repeated(left, right, meter);
    else if (op == BinaryOperator::Modulo && left.text())
        throw Error("formatting text with % is not supported");
    if (!result)
        failTypes(symbol, left, right);
    return *result;
}

Value negated(const Value& value)
{
    if (const auto whole = integerOf(value)) {
        if (*whole == INT64_MIN)
            failOverflow("-");
        return {-*whole};
    }
    if (const auto* number = value.as<double>())
        return {-*number};
    if (value.why())
        failUndefined(value);
    throw Error("bad operand type for unary -: '" + typeName(value) + "'");
}

Value unchanged(const Value& value)
{
    if (const auto whole = integerOf(value))
        return {*whole};
    if (value.as<double>())
        return value;
    if (value.why())
        failUndefined(value);
    throw Error("bad operand type for unary +: '" + typeName(value) + "'");
}

bool isEqual(const Value& left, const Value& right, Meter& meter)
{
    meter.charge();
    if (numberOf(left) && numberOf(right)) {
        const auto order = orderOfNumbers(left, right);
        return order && *order == 0;
    }
    if (left.data.index() != right.data.index())
        return false;
    if (const auto* chars = left.text()) {
        meter.chargeText(chars->size());
        return *chars == *right.text();
    }
    if (left.as<None>() || left.why())
        return true;
    if (const auto* items = left.sequence())
        return items == right.sequence() || equalSequences(*items, *right.sequence(), meter);
    if (const auto* entries = left.dict())
        return entries == right.dict() || equalDicts(*entries, *right.dict(), meter);
    if (const auto* names = left.as<std::shared_ptr<Namespace>>())
        return *names == *right.as<std::shared_ptr<Namespace>>();
    throw Error("comparing values of type " + typeName(left) + " is not supported");
}

bool isLess(const Value& left, const Value& right, Meter& meter)
{
    meter.charge();
    if (numberOf(left) && numberOf(right))
        return orderOfNumbers(left, right) == -1;
    if (left.text() && right.text()) {
        meter.chargeText(left.text()->size());
        return *left.text() < *right.text(); // UTF-8 sorts by code points
    }
    const auto* a = left.sequence();
    const auto* b = right.sequence();
    if (a && b && a->kind == b->kind && isRepeatable(*a))
        return isLessSequence(a->items, b->items, meter);
    failTypes("<", left, right);
}

bool contains(const Value& container, const Value& item, Meter& meter)
{
    if (const auto* chars = container.text()) {
        if (item.why())
            failUndefined(item);
        if (!item.text())
            throw Error("'in <string>' requires string as left operand, not " + typeName(item));
        meter.chargeText(chars->size());
        return findText(*chars, *item.text()) != std::string::npos;
    }
    if (const auto* entries = container.dict())
        return entries->find(meter, item) != nullptr;
    const auto items = itemsOf(container, meter);
    if (!items)
        throw Error("argument of type '" + typeName(container) + "' is not iterable");
    return std::any_of(items->begin(), items->end(), [&](const Value& other) { return isEqual(item, other, meter); });
}

bool compared(Comparison op, const Value& left, const Value& right, Meter& meter)
{
    switch (op) {
    case Comparison::Equal: return isEqual(left, right, meter);
    case Comparison::NotEqual: return !isEqual(left, right, meter);
    case Comparison::Less: return isLess(left, right, meter);
    case Comparison::Greater: return isLess(right, left, meter);
    case Comparison::LessEqual: return isLess(left, right, meter) || isEqual(left, right, meter);
    case Comparison::GreaterEqual: return isLess(right, left, meter) || isEqual(left, right, meter);
    case Comparison::In: return contains(right, left, meter);
    case Comparison::NotIn: return !contains(right, left, meter);
    }
    return false;
}

}
