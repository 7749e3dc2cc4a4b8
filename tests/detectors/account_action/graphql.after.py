# file: api/mutations.py
class AccountRegister(ModelMutation):
    pass


# signal: account-action key="MUTATION accountDelete" symbol="AccountDelete" action="account delete" method="MUTATION" path=""
class AccountDelete(ModelDeleteMutation):
    @classmethod
    def perform_mutation(cls, root, info):
        pass


class BaseAccountDelete(BaseMutation):
    pass


class Mutations:
    # signal: account-action key="MUTATION change_password" action="change password"
    @strawberry.mutation
    def change_password(self, password: str) -> bool:
        return True
# file: api/schema.graphql
"""All mutations. type Mutation { deleteUser: X }"""
type Mutation {
  accountRegister(input: RegisterInput!): AccountRegister
  accountDelete(
    "resetPassword: the token"
    token: String!
  ): AccountDelete
  # signal: account-action key="MUTATION confirmEmailChange" action="confirm email change"
  confirmEmailChange(token: String!): ConfirmEmailChange
}
type Query {
  deleteUser: Int
}
