// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include <nlohmann/json.hpp>

#include "jinjavalues/limits.h"

namespace quantscope::jinja {

// The values of a template: those of Python that JSON, literals and Jinja's own functions can make. Integers have 64
// bits. Values are never changed, but for namespaces, generators and objects.
struct Value;
class Dict;
class Object;
struct Namespace;

// Printed as nothing; most other uses are errors that say `why`.
struct Undefined
{
    std::shared_ptr<const std::string> why;
};

struct None
{
};

struct Text
{
    std::shared_ptr<const std::string> utf8;
    bool safe = false; // marked by the filter "safe": what is added to it gets escaped
};

enum class SequenceKind { List, Tuple, Range, DictKeys, DictValues, DictItems };

struct Sequence
{
    SequenceKind kind = SequenceKind::List;
    std::vector<Value> items;
    int depth = 1;
};

// Can be read once, from begin to end.
struct Generator
{
    std::vector<Value> items;
    size_t next = 0;
    int depth = 1;
};

struct Arguments
{
    std::vector<Value> positional;
    std::vector<std::pair<std::string, Value>> named;
};

struct Function
{
    std::string name;
    std::function<Value(const Arguments&)> call;
    int depth = 0;
};

struct Value
{
    using Data = std::variant<Undefined, None, bool, int64_t, double, Text, std::shared_ptr<const Sequence>,
                              std::shared_ptr<const Dict>, std::shared_ptr<Generator>, std::shared_ptr<Namespace>,
                              std::shared_ptr<Object>, std::shared_ptr<const Function>>;
    Data data;

    template <class T> const T* as() const
    {
        return std::get_if<T>(&data);
    }
    // Null when this is something else.
    const Sequence* sequence() const;
    const Dict* dict() const;
    const std::string* text() const;
    const std::string* why() const; // of Undefined
};

// A dict in the order of insertion. Keys are equal as in Python: 1, 1.0 and True are one key.
class Dict
{
public:
    // Both throw Error when the key cannot be hashed.
    void set(Meter& meter, const Value& key, const Value& value);
    const Value* find(Meter& meter, const Value& key) const;
    const std::vector<std::pair<Value, Value>>& entries() const
    {
        return m_entries;
    }
    int depth() const
    {
        return m_depth;
    }

private:
    std::vector<std::pair<Value, Value>> m_entries;
    std::unordered_map<std::string, size_t> m_index;
    int m_depth = 1;
};

struct Namespace
{
    Dict attributes;
};

// A value that the interpreter makes, such as the variable "loop".
class Object
{
public:
    virtual ~Object() = default;
    virtual std::string typeName() const = 0;
    // None when there is no such attribute.
    virtual std::optional<Value> attribute(const std::string& name, Meter& meter) = 0;
    virtual Value call(const Arguments& arguments) = 0;
    virtual int depth() const = 0;
};

Value undefined(std::string why);
Value text(std::string utf8);
Value list(std::vector<Value> items, const Meter& meter, SequenceKind kind = SequenceKind::List);
Value generator(std::vector<Value> items, const Meter& meter);
Value dict(Dict dict, const Meter& meter);
// Throws Error when it nests deeper than the limit or holds an integer beyond 64 bits.
Value fromJson(const nlohmann::ordered_json& json, Meter& meter);

// How deep containers nest in it; 0 for a plain value. Namespaces and macros count as plain, what they hold does not.
int depthOf(const Value& value);
// Throws Error when a value of that depth is deeper than the limit.
void requireDepth(int depth, const Meter& meter);
// Python's name of the type.
std::string typeName(const Value& value);
// bool(value); throws for none.
bool isTrue(const Value& value);
// True and False count as 1 and 0; none for anything else that is not an integer.
std::optional<int64_t> integerOf(const Value& value);
// The value of an integer, truth value or float.
std::optional<double> numberOf(const Value& value);
// The items that iterating gives: characters, keys, or items, and what is left of a generator, which it empties; none
// when the value cannot be iterated.
std::optional<std::vector<Value>> itemsOf(const Value& value, Meter& meter);
// The same; throws Error.
std::vector<Value> iterate(const Value& value, Meter& meter);
// len(value) of text (in code points), sequence, dict or Undefined.
std::optional<int64_t> lengthOf(const Value& value);

}
