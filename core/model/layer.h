// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace quantscope {

enum class Tower { Vision, Projector, Llm };

// What a linear layer does; declared by the family, never guessed from a name.
enum class Role {
    PatchEmbedding,
    AttentionInput, // fused query, key and value
    Query,
    Key,
    Value,
    AttentionOutput,
    MlpUp,
    MlpGate,
    MlpInput, // fused gate and up, the rows of gate first
    MlpDown,
    ProjectorIn,
    ProjectorOut,
    Head,
};

// The residual streams that a rotation turns as a whole.
enum class Stream { None, Vision, Llm };

using LayerIndex = int;

// One place where a weight matrix multiplies activations.
struct Layer
{
    std::string name; // as in the checkpoint, without ".weight"
    Tower tower = Tower::Vision;
    int block = -1; // -1 outside the blocks
    Role role = Role::AttentionInput;
    int64_t in = 0;
    int64_t out = 0;
};

std::string_view towerId(Tower); // "vision", "projector", "llm"
std::string_view roleId(Role); // "patch_embedding", "attention_input", …
std::optional<Tower> towerFromId(std::string_view);
std::optional<Role> roleFromId(std::string_view);
// Where a tower's layers begin, which lie together; their count without any.
size_t firstLayerOf(std::span<const Layer>, Tower);
std::span<const Tower> allTowers();
std::span<const Role> allRoles();

// The stream whose vectors enter, or leave, this layer unchanged but for a norm.
Stream streamRead(const Layer&);
Stream streamWritten(const Layer&);

// An online Hadamard transform can stand in front of it: the second layer of an MLP, which reads no stream.
bool takesOnlineHadamard(const Layer&);

}
