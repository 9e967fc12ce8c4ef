// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QUndoCommand>

#include "gui/document/session.h"

namespace quantscope {

// One change of the recipe, as two whole recipes.
class RecipeCommand : public QUndoCommand
{
public:
    RecipeCommand(Session& session, Recipe before, Recipe after, const QString& what)
        : QUndoCommand(what)
        , m_session(session)
        , m_before(std::move(before))
        , m_after(std::move(after))
    {
    }

    void undo() override
    {
        m_session.setRecipe(m_before);
    }

    void redo() override
    {
        m_session.setRecipe(m_after);
    }

private:
    Session& m_session;
    Recipe m_before, m_after;
};

}
