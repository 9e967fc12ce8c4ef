// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QUndoCommand>

#include "gui/document/document.h"

namespace quantscope {

// One change of the recipe, as two whole recipes.
class RecipeCommand : public QUndoCommand
{
public:
    RecipeCommand(Document& document, Recipe before, Recipe after, const QString& what)
        : QUndoCommand(what)
        , m_document(document)
        , m_before(std::move(before))
        , m_after(std::move(after))
    {
    }

    void undo() override
    {
        m_document.setRecipe(m_before);
    }

    void redo() override
    {
        m_document.setRecipe(m_after);
    }

private:
    Document& m_document;
    Recipe m_before, m_after;
};

}
