// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QUndoCommand>

#include "gui/document/document.h"

namespace quantscope {

// One change of the recipe, as two whole recipes with what each was edited from.
class RecipeCommand : public QUndoCommand
{
public:
    RecipeCommand(Document& document, Recipe after, RecipeOrigin origin, const QString& what)
        : QUndoCommand(what)
        , m_document(document)
        , m_before(document.m_recipe)
        , m_after(std::move(after))
        , m_originBefore(document.m_origin)
        , m_originAfter(std::move(origin))
    {
    }

    void undo() override
    {
        m_document.setRecipe(m_before, m_originBefore);
    }

    void redo() override
    {
        m_document.setRecipe(m_after, m_originAfter);
    }

private:
    Document& m_document;
    Recipe m_before, m_after;
    RecipeOrigin m_originBefore, m_originAfter;
};

}
