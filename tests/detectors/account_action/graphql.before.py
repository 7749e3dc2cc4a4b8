# file: api/mutations.py
class AccountRegister(ModelMutation):
    pass
# file: api/schema.graphql
type Mutation {
  accountRegister(input: RegisterInput!): AccountRegister
}
